import type { ReactNode } from "react";
import { Icon } from "../ui/icon.tsx";
import { call } from "./bridge.ts";
import styles from "./outside-link.module.css";

/** A link that leaves the app: the host opens it in the person's browser, if it allows the address. */
export function OutsideLink({ url, children }: { url: string; children: ReactNode }) {
  return (
    <a
      href={url}
      onClick={(event) => {
        event.preventDefault();
        void call("link.open", { url });
      }}
    >
      {children}
      <Icon name="external" className={styles.icon} />
    </a>
  );
}
