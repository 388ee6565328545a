import styles from "./connect.module.css";

/** What a token must be allowed to do, said before it is asked for. */
export function PermissionsHelp() {
  return (
    <details className={styles.permissions}>
      <summary>Which permissions does it need?</summary>
      <dl>
        <dt>Classic token</dt>
        <dd>
          <code>repo</code> to read private repositories (GitHub offers no read-only form of it; public ones
          need no scope), and <code>read:org</code> to list your organizations and their members.
        </dd>
        <dt>Fine-grained token</dt>
        <dd>
          Repository permissions <em>Metadata: read</em> and <em>Pull requests: read</em>, organization
          permission <em>Members: read</em>. It reads one owner’s repositories.
        </dd>
      </dl>
      <p>Onramp only ever reads.</p>
    </details>
  );
}
