import { useEffect, useRef, useState } from "react";
import type { DeviceFlow } from "../../../shared/device-flow.ts";
import type { Failure } from "../../../shared/failures.ts";
import { assertNever } from "../../../shared/result.ts";
import { call } from "../../client/bridge.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { useNow } from "../../ui/use-now.ts";
import { DEVICE_TEXTS } from "../../texts/connect.ts";
import styles from "./device-flow-panel.module.css";

interface DeviceFlowPanelProps {
  flow: DeviceFlow;
  onUseToken: () => void;
}

/** A sign-in on GitHub's own page, from the code to its end; the same in every window, because the core tells it. */
export function DeviceFlowPanel({ flow, onUseToken }: DeviceFlowPanelProps) {
  switch (flow.kind) {
    case "asking-for-code":
      return (
        <div className={styles.panel}>
          <p role="status">{DEVICE_TEXTS.asking}</p>
          <div className={styles.code} data-empty aria-hidden="true" />
          <CancelButton />
        </div>
      );
    case "waiting":
      return <WaitingForPerson key={flow.userCode} flow={flow} />;
    case "confirming":
      return (
        <div className={styles.panel}>
          <p className={styles.turning} role="status">
            <Icon name="running" /> {DEVICE_TEXTS.confirming}
          </p>
          {flow.trouble && (
            <Trouble
              title={DEVICE_TEXTS.confirmTrouble}
              text={DEVICE_TEXTS.confirmTroubleText}
              cause={flow.trouble}
            />
          )}
          <CancelButton />
        </div>
      );
    case "signed-in":
      return null;
    case "failed":
      return <Failed flow={flow} onUseToken={onUseToken} />;
    default:
      return assertNever(flow);
  }
}

/** GitHub's interval where it has not asked for a longer one (GitHub docs, "Authorizing OAuth apps"). */
const USUAL_INTERVAL_MS = 5_000;

function WaitingForPerson({ flow }: { flow: DeviceFlow & { kind: "waiting" } }) {
  const { userCode, verificationUri, expiresAt, intervalMs, trouble } = flow;
  const now = useNow(1_000);
  const open = useCommand("link.open");
  const [isCopied, setCopied] = useState(false);
  const copyRef = useRef<HTMLButtonElement>(null);
  useEffect(() => copyRef.current?.focus(), []);

  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(userCode);
    setCopied(true);
    announce(DEVICE_TEXTS.codeCopied);
  };
  return (
    <div className={styles.panel}>
      <p>
        {DEVICE_TEXTS.enterCode} <OutsideText text={verificationUri} className={styles.address} />
      </p>
      <div className={styles.code}>
        <output aria-label={DEVICE_TEXTS.code}>
          <OutsideText text={userCode} />
        </output>
      </div>
      <div className={styles.actions}>
        <Button ref={copyRef} icon={isCopied ? "check" : "copy"} onClick={() => void copy()}>
          {isCopied ? DEVICE_TEXTS.copied : DEVICE_TEXTS.copy}
        </Button>
        <Button
          look="primary"
          icon="external"
          isBusy={open.isBusy}
          onClick={() => void open.run({ url: verificationUri })}
        >
          {DEVICE_TEXTS.open}
        </Button>
        <span className={styles.expiry} role="timer">
          {DEVICE_TEXTS.expiresIn(expiresAt - now)}
        </span>
      </div>
      {open.failure && <FailureNotice failure={open.failure} />}
      {trouble && <Trouble title={DEVICE_TEXTS.trouble} text={DEVICE_TEXTS.troubleText} cause={trouble} />}
      <p className={styles.quiet} role="status">
        {intervalMs > USUAL_INTERVAL_MS
          ? DEVICE_TEXTS.slowedDown(intervalMs)
          : DEVICE_TEXTS.asksEvery(intervalMs)}
      </p>
      <CancelButton />
    </div>
  );
}

function Trouble({ title, text, cause }: { title: string; text: string; cause: Failure }) {
  return (
    <Notice tone="caution" title={title}>
      <p>{text}</p>
      <p className={styles.quiet}>
        {cause.detail && (
          <>
            <OutsideText text={cause.detail} />
            {" · "}
          </>
        )}
        <code>{cause.code}</code>
      </p>
    </Notice>
  );
}

function Failed({ flow, onUseToken }: { flow: DeviceFlow & { kind: "failed" }; onUseToken: () => void }) {
  const { host, apiUrl, storage, failure } = flow;
  const againRef = useRef<HTMLButtonElement>(null);
  const start = useCommand("account.startDeviceFlow");
  useEffect(() => againRef.current?.focus(), []);
  return (
    <div className={styles.panel}>
      <FailureNotice failure={failure} />
      <div className={styles.actions}>
        <Button
          ref={againRef}
          look="primary"
          icon="retry"
          isBusy={start.isBusy}
          onClick={() => void start.run({ host, apiUrl, storage })}
        >
          {DEVICE_TEXTS.newCode}
        </Button>
        <Button icon="key" onClick={onUseToken}>
          {DEVICE_TEXTS.tokenInstead}
        </Button>
        <Button look="quiet" onClick={putAway}>
          {DEVICE_TEXTS.close}
        </Button>
      </div>
    </div>
  );
}

function CancelButton() {
  return (
    <div className={styles.actions}>
      <Button onClick={putAway}>{DEVICE_TEXTS.cancel}</Button>
    </div>
  );
}

/** Cannot fail, but for a broken bridge, of which every screen tells. */
const putAway = (): void => void call("account.cancelDeviceFlow", {});
