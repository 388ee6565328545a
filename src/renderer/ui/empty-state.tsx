import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./empty-state.module.css";

/** Says that there is nothing here, why, and what to do next. Never used for a failure. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  isWholeScreen = false,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Then its title is the screen's. */
  isWholeScreen?: boolean;
}) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} className={styles.icon} />
      {isWholeScreen ? <h1 tabIndex={-1}>{title}</h1> : <h2>{title}</h2>}
      {children && <p className={styles.text}>{children}</p>}
      {action}
    </div>
  );
}
