import { describeFailure } from "../../../shared/failures.ts";
import type { SyncPlan } from "../../../shared/models.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { PLAN_TEXTS } from "../../texts/choose.ts";
import { formatDurationRange, formatNumber } from "../../ui/format.ts";
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
        <Fact
          label={PLAN_TEXTS.repositories}
          value={formatNumber(plan.repositories)}
          note={unchangedNote(plan)}
        />
        <Fact
          label={PLAN_TEXTS.pullRequests}
          value={formatNumber(plan.pullRequests)}
          note={PLAN_TEXTS.stillToRead}
        />
        <Fact
          label={PLAN_TEXTS.expectedTime}
          value={formatDurationRange(plan.expectedMs)}
          note={PLAN_TEXTS.firstInsightSooner}
        />
        <Fact label={PLAN_TEXTS.requests} value={formatNumber(plan.requests)} note={PLAN_TEXTS.toGitHub} />
        <Fact
          label={PLAN_TEXTS.points}
          value={formatNumber(plan.points)}
          note={plan.pointsRemaining === null ? "" : PLAN_TEXTS.facts.left(plan.pointsRemaining)}
        />
      </dl>
      {exceedsLimit && (
        <Notice tone="caution" title={PLAN_TEXTS.exceeds} icon="clock">
          <p>{PLAN_TEXTS.exceedsText}</p>
        </Notice>
      )}
      {plan.refused.length > 0 && (
        <section className={styles.refused} aria-labelledby="plan-refused">
          <h3 id="plan-refused">{PLAN_TEXTS.refused(plan.refused.length)}</h3>
          <ul>
            {plan.refused.map(({ repositoryId, fullName, failure }) => (
              <li key={repositoryId}>
                <OutsideText text={fullName} className={styles.refusedName} />
                <span>{describeFailure(failure).title}</span>
                {failure.link && <OutsideLink url={failure.link}>{PLAN_TEXTS.authorize}</OutsideLink>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function unchangedNote(plan: SyncPlan): string {
  return plan.unchangedRepositories > 0 ? PLAN_TEXTS.unchanged(plan.unchangedRepositories) : "";
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

const SKELETON_LABELS = [
  ...[PLAN_TEXTS.repositories, PLAN_TEXTS.pullRequests, PLAN_TEXTS.expectedTime],
  ...[PLAN_TEXTS.requests, PLAN_TEXTS.points],
];

/** In the place of the numbers, while GitHub counts. */
export function PlanSkeleton() {
  return (
    <div aria-busy="true">
      <p className={styles.counting} role="status">
        {PLAN_TEXTS.asking}
      </p>
      <div className={styles.facts}>
        {SKELETON_LABELS.map((label) => (
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
