import { useState, type FormEvent } from "react";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Account } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { FIND_TEXTS } from "../../texts/choose.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";

interface FindOrganizationProps {
  accounts: readonly Account[];
  onFound: (organizationId: OrganizationId) => void;
}

/** Opens an organization by its name: some tokens do not list the ones they may read. */
export function FindOrganization({ accounts, onFound }: FindOrganizationProps) {
  const [isOpen, setOpen] = useState(false);
  const [login, setLogin] = useState("");
  const [accountId, setAccountId] = useState(accounts[0]?.id);
  const find = useCommand("organizations.find");
  const formId = "find-organization";

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (accountId === undefined || find.isBusy) return;
    const answer = await find.run({ accountId, login: login.trim() });
    if (!answer.ok) return;
    setOpen(false);
    onFound(answer.value.id);
  };

  return (
    <>
      <Button look="quiet" icon="search" onClick={() => setOpen(true)}>
        {FIND_TEXTS.open}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={FIND_TEXTS.title}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>{FIND_TEXTS.cancel}</Button>
            <Button type="submit" form={formId} look="primary" isBusy={find.isBusy}>
              {FIND_TEXTS.find}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={(event) => void submit(event)}>
          <TextField
            label={FIND_TEXTS.login}
            value={login}
            required
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setLogin(event.target.value)}
            hint={FIND_TEXTS.hint}
          />
        </form>
        {accounts.length > 1 && accountId !== undefined && (
          <Select
            label={FIND_TEXTS.account}
            value={accountId}
            onChange={setAccountId}
            options={accounts.map((account) => ({
              value: account.id,
              label: FIND_TEXTS.accountOn(account.login, account.host),
            }))}
          />
        )}
        {find.failure && <FailureNotice failure={find.failure} />}
      </Dialog>
    </>
  );
}
