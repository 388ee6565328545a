import { PERMISSION_TEXTS } from "../../texts/connect.ts";
import styles from "./connect.module.css";

/** What a token must be allowed to do, said before it is asked for. */
export function PermissionsHelp() {
  return (
    <details className={styles.permissions}>
      <summary>{PERMISSION_TEXTS.question}</summary>
      <dl>
        <dt>{PERMISSION_TEXTS.classic}</dt>
        <dd>
          <code>repo</code>
          {PERMISSION_TEXTS.classicRepo}
          <code>read:org</code>
          {PERMISSION_TEXTS.classicOrg}
        </dd>
        <dt>{PERMISSION_TEXTS.fineGrained}</dt>
        <dd>{PERMISSION_TEXTS.fineGrainedNeeds}</dd>
      </dl>
      <p>{PERMISSION_TEXTS.onlyReads}</p>
    </details>
  );
}
