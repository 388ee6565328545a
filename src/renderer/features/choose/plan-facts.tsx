import { describeFailure } from "../../../shared/failures.ts";
import type { SyncPlan } from "../../../shared/models.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { formatCount, formatDurationRange, formatNumber } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { SkeletonLine } from "../../ui/skeleton.tsx";
import styles from "./plan-facts.module.css";

/** The plan in numbers, with what cannot be read. */
export function PlanFacts({ plan }: { plan: SyncPlan }) {
  const exceedsLimit = plan.pointsRemaining !== null && plan.points > plan.pointsRemaining;
  return (
    <>
      <dl className={styles.facts}>
        <Fact label="Repositories" value={formatNumber(plan.repositories)} note={unchangedNote(plan)} />
        <Fact label="Pull requests" value={formatNumber(plan.pullRequests)} note="still to read" />
        <Fact
          label="Expected time"
          value={formatDurationRange(plan.expectedMs)}
          note="first insight sooner"
        />
        <Fact label="Requests" value={formatNumber(plan.requests)} note="to GitHub" />
        <Fact
          label="Rate-limit points"
          value={formatNumber(plan.points)}
          note={plan.pointsRemaining === null ? "" : `${formatNumber(plan.pointsRemaining)} left this hour`}
        />
      </dl>
      {exceedsLimit && (
        <Notice tone="caution" title="More than is left this hour" icon="clock">
          <p>The sync will wait for GitHub’s hourly limit and go on by itself. Nothing is lost.</p>
        </Notice>
      )}
      {plan.refused.length > 0 && (
        <section className={styles.refused} aria-labelledby="plan-refused">
          <h3 id="plan-refused">
            {formatCount(plan.refused.length, "repository", "repositories")} cannot be read
          </h3>
          <ul>
            {plan.refused.map(({ repositoryId, fullName, failure }) => (
              <li key={repositoryId}>
                <OutsideText text={fullName} className={styles.refusedName} />
                <span>{describeFailure(failure).title}</span>
                {failure.link && <OutsideLink url={failure.link}>Authorize</OutsideLink>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function unchangedNote(plan: SyncPlan): string {
  return plan.unchangedRepositories > 0
    ? `${formatNumber(plan.unchangedRepositories)} unchanged, at no cost`
    : "";
}

function Fact({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}

/** In the place of the numbers, while GitHub counts. */
export function PlanSkeleton() {
  return (
    <div aria-busy="true">
      <p className={styles.counting} role="status">
        Asking GitHub how much there is to read…
      </p>
      <div className={styles.facts}>
        {["Repositories", "Pull requests", "Expected time", "Requests", "Rate-limit points"].map((label) => (
          <div key={label} className={styles.fact}>
            <span className={styles.label}>{label}</span>
            <span className={styles.value}>
              <SkeletonLine widthPercent={60} />
            </span>
            <span className={styles.note} />
          </div>
        ))}
      </div>
    </div>
  );
}
