import { describeFailure, type Failure } from "../../../shared/failures.ts";
import type { AccountId } from "../../../shared/ids.ts";
import type { Organization } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { OutsideLink } from "../../client/outside-link.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { ACCOUNT_TEXTS } from "../../texts/connect.ts";
import styles from "./blocked-organizations.module.css";

interface BlockedOrganizationsProps {
  accountId: AccountId;
  organizations: readonly Organization[];
}

/** The organizations that refuse an account's token: by name, with the cause and the page where the person can act. */
export function BlockedOrganizations({ accountId, organizations }: BlockedOrganizationsProps) {
  const list = useCommand("organizations.list");
  return (
    <section className={styles.blocked}>
      <header className={styles.header}>
        <h3>{ACCOUNT_TEXTS.blocked}</h3>
        <Button
          size="small"
          look="quiet"
          icon="retry"
          isBusy={list.isBusy}
          onClick={() => void list.run({ accountId })}
        >
          {ACCOUNT_TEXTS.checkAgain}
        </Button>
      </header>
      <ul className={styles.list}>
        {organizations.map(
          ({ id, login, blocked }) => blocked && <BlockedRow key={id} login={login} cause={blocked} />,
        )}
      </ul>
      {list.failure && <FailureNotice failure={list.failure} />}
    </section>
  );
}

function BlockedRow({ login, cause }: { login: string; cause: Failure }) {
  return (
    <li>
      <Icon name="alert" />
      <OutsideText text={login} className={styles.name} />
      <span className={styles.cause} title={describeFailure(cause).sentence}>
        {describeFailure(cause).title}
      </span>
      {cause.link && <OutsideLink url={cause.link}>{ACCOUNT_TEXTS.authorize}</OutsideLink>}
    </li>
  );
}
