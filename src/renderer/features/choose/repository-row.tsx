import type { Repository } from "../../../shared/models.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatCount, formatRelative } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import styles from "./repository-row.module.css";

export const REPOSITORY_ROW_HEIGHT_PX = 52;

interface RepositoryRowProps {
  repository: Repository;
  isSelected: boolean;
  now: number;
}

export function RepositoryRow({ repository, isSelected, now }: RepositoryRowProps) {
  const changedAt = repository.pushedAt ?? repository.updatedAt;
  return (
    <div className={styles.row}>
      <span className={styles.box} data-checked={isSelected || undefined}>
        {isSelected && <Icon name="check" />}
      </span>
      <div className={styles.names}>
        <p className={styles.name}>
          <OutsideText text={repository.name} className={styles.nameText} />
          {repository.visibility !== "public" && <Badge tone="neutral">{repository.visibility}</Badge>}
          {repository.isFork && <Badge tone="neutral">fork</Badge>}
          {repository.isArchived && <Badge tone="neutral">archived</Badge>}
          {repository.isDisabled && <Badge tone="caution">disabled</Badge>}
        </p>
        <p className={styles.description}>
          {repository.description ? <OutsideText text={repository.description} /> : "No description"}
        </p>
      </div>
      <span className={styles.language}>
        {repository.primaryLanguage && <OutsideText text={repository.primaryLanguage} />}
      </span>
      <span className={styles.fact}>
        {repository.pullRequestCount !== null &&
          formatCount(repository.pullRequestCount, "pull request", "pull requests")}
      </span>
      <span className={styles.fact}>{changedAt && formatRelative(Date.parse(changedAt), now)}</span>
    </div>
  );
}
