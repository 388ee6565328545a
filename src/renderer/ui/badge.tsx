import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./notice.tsx";
import styles from "./badge.module.css";

/** A state in an icon and a word or two. */
export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      {icon && <Icon name={icon} className={icon === "running" ? styles.turning : styles.icon} />}
      {children}
    </span>
  );
}
