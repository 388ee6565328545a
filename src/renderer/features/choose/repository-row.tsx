import { memo } from "react";
import type { Repository } from "../../../shared/models.ts";
import { LIST_TEXTS } from "../../texts/choose.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDateTime, formatRelative } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import styles from "./repository-row.module.css";

export const REPOSITORY_ROW_HEIGHT_PX = 52;

interface RepositoryRowProps {
  repository: Repository;
  isSelected: boolean;
  now: number;
}

/** Drawn again only when something of it has changed: scrolling moves many of them. */
export const RepositoryRow = memo(function RepositoryRow({
  repository,
  isSelected,
  now,
}: RepositoryRowProps) {
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
          {repository.isFork && <Badge tone="neutral">{LIST_TEXTS.marks.fork}</Badge>}
          {repository.isArchived && <Badge tone="neutral">{LIST_TEXTS.marks.archived}</Badge>}
          {repository.isDisabled && <Badge tone="caution">{LIST_TEXTS.marks.disabled}</Badge>}
        </p>
        <p className={styles.description}>
          {repository.description ? <OutsideText text={repository.description} /> : LIST_TEXTS.noDescription}
        </p>
      </div>
      <span className={styles.language}>
        {repository.primaryLanguage && <OutsideText text={repository.primaryLanguage} />}
      </span>
      <span className={styles.fact}>
        {repository.pullRequestCount !== null && LIST_TEXTS.pullRequests(repository.pullRequestCount)}
      </span>
      <span
        className={styles.fact}
        title={changedAt ? LIST_TEXTS.lastChange(formatDateTime(Date.parse(changedAt))) : undefined}
      >
        {changedAt && formatRelative(Date.parse(changedAt), now)}
      </span>
    </div>
  );
});
