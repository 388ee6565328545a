import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./notice.module.css";

/** How good or bad news is. Always shown with an icon and words too, never by colour alone. */
export type Tone = "neutral" | "info" | "good" | "caution" | "bad";

const TONE_ICONS: Record<Tone, IconName> = {
  neutral: "info",
  info: "info",
  good: "check",
  caution: "alert",
  bad: "alert",
};

interface NoticeProps {
  tone: Tone;
  title: string;
  children?: ReactNode;
  /** The one thing to do about it. */
  action?: ReactNode;
  icon?: IconName;
}

/** News that stays on the screen: what happened, what is safe, what to do. */
export function Notice({ tone, title, children, action, icon }: NoticeProps) {
  return (
    <div className={classNames(styles.notice, styles[tone])} role={tone === "bad" ? "alert" : "note"}>
      <Icon name={icon ?? TONE_ICONS[tone]} className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {children}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
