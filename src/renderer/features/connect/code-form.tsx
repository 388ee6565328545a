import { useEffect, useRef, type ReactNode } from "react";
import type { TokenStorage } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { DEVICE_TEXTS } from "../../texts/connect.ts";
import type { Place } from "./token-form.tsx";
import styles from "./connect.module.css";

interface CodeFormProps {
  /** Fields outside of the form name it by this. */
  id: string;
  place: Place;
  storage: TokenStorage;
  /** Where the token shall be kept, as the person chooses it. */
  keepChoice: ReactNode;
}

/** Begins a sign-in on GitHub's own page. What comes of it is shown by `DeviceFlowPanel`, in every window. */
export function CodeForm({ id, place, storage, keepChoice }: CodeFormProps) {
  const buttonRef = useRef<HTMLButtonElement>(null);
  const start = useCommand("account.startDeviceFlow");
  useEffect(() => buttonRef.current?.focus(), []);
  return (
    <form
      id={id}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!start.isBusy) void start.run({ ...place, storage });
      }}
    >
      <p className={styles.quiet}>{DEVICE_TEXTS.intro}</p>
      {keepChoice}
      {start.failure && <FailureNotice failure={start.failure} />}
      <div className={styles.formActions}>
        <Button type="submit" look="primary" ref={buttonRef} isBusy={start.isBusy}>
          {DEVICE_TEXTS.getCode}
        </Button>
      </div>
    </form>
  );
}
