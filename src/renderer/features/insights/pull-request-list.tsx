import type { OpenPullRequest } from "../../../shared/insights.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { INSIGHT_TEXTS, LIST_TEXTS } from "../../texts/insights.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration } from "../../ui/format.ts";
import { OutsideText } from "../../ui/outside-text.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import styles from "./pull-request-list.module.css";

interface PullRequestListProps {
  name: string;
  pullRequests: readonly OpenPullRequest[];
  /** What the last column says of each, and how long it is. */
  ageTitle: string;
  ageMsOf: (pullRequest: OpenPullRequest) => number;
  /** What is said instead of an empty list. */
  none: string;
  /** Made-up pull requests have no page to open. */
  hasPages: boolean;
}

/** Pull requests by name, with links to their pages. */
export function PullRequestList(props: PullRequestListProps) {
  const { name, pullRequests, ageTitle, ageMsOf, none, hasPages } = props;
  if (pullRequests.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={name}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{LIST_TEXTS.pullRequest}</th>
            <th scope="col">{LIST_TEXTS.author}</th>
            <th scope="col" className={styles.age}>
              {ageTitle}
            </th>
          </tr>
        </thead>
        <tbody>
          {pullRequests.map((pull) => {
            const fullName = `${pull.repositoryFullName}#${pull.number}`;
            return (
              <tr key={fullName}>
                <td>
                  <p className={styles.title} title={revealControls(pull.title)}>
                    <OutsideText text={pull.title} className={styles.titleText} />
                    {pull.isDraft && <Badge tone="neutral">{INSIGHT_TEXTS.draft}</Badge>}
                  </p>
                  <p className={styles.name}>
                    {hasPages ? (
                      <OutsideLink url={pull.url}>
                        <OutsideText text={fullName} />
                      </OutsideLink>
                    ) : (
                      <OutsideText text={fullName} />
                    )}
                  </p>
                </td>
                <td
                  className={styles.author}
                  title={pull.authorLogin === null ? undefined : revealControls(pull.authorLogin)}
                >
                  {pull.authorLogin === null ? (
                    INSIGHT_TEXTS.deletedAccount
                  ) : (
                    <OutsideText text={pull.authorLogin} />
                  )}
                </td>
                <td className={styles.age}>{formatDuration(ageMsOf(pull))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
