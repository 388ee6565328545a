import type { OpenPullRequest } from "../../../shared/insights.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { Badge } from "../../ui/badge.tsx";
import { formatDuration } from "../../ui/format.ts";
import { OutsideText } from "../../ui/outside-text.tsx";
import styles from "./oldest-open.module.css";

interface OldestOpenProps {
  pullRequests: readonly OpenPullRequest[];
  now: number;
  /** Made-up pull requests have no page to open. */
  hasPages: boolean;
}

/** The pull requests that have been open longest. */
export function OldestOpen({ pullRequests, now, hasPages }: OldestOpenProps) {
  if (pullRequests.length === 0) return <p className={styles.none}>No pull request is open.</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Oldest open pull requests">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Pull request</th>
            <th scope="col">Author</th>
            <th scope="col" className={styles.age}>
              Open for
            </th>
          </tr>
        </thead>
        <tbody>
          {pullRequests.map((pull) => {
            const name = `${pull.repositoryFullName}#${pull.number}`;
            return (
              <tr key={name}>
                <td>
                  <p className={styles.title}>
                    <OutsideText text={pull.title} className={styles.titleText} />
                    {pull.isDraft && <Badge tone="neutral">draft</Badge>}
                  </p>
                  <p className={styles.name}>
                    {hasPages ? (
                      <OutsideLink url={pull.url}>
                        <OutsideText text={name} />
                      </OutsideLink>
                    ) : (
                      <OutsideText text={name} />
                    )}
                  </p>
                </td>
                <td className={styles.author}>
                  {pull.authorLogin === null ? "a deleted account" : <OutsideText text={pull.authorLogin} />}
                </td>
                <td className={styles.age}>{formatDuration(now - Date.parse(pull.createdAt))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
