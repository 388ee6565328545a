import { describeFailure } from "../../../shared/failures.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Account, Organization } from "../../../shared/models.ts";
import { CHOOSE_TEXTS } from "../../texts/choose.ts";
import { revealControls } from "../../ui/reveal-controls.ts";
import { Select } from "../../ui/select.tsx";

interface OrganizationPickerProps {
  organizations: readonly Organization[];
  accounts: readonly Account[];
  value: OrganizationId;
  onChange: (organizationId: OrganizationId) => void;
}

/** Every organization that the accounts can name; refused ones are there too, with their cause. */
export function OrganizationPicker(props: OrganizationPickerProps) {
  const { organizations, accounts, value, onChange } = props;
  return (
    <Select
      label={CHOOSE_TEXTS.organization}
      value={value}
      onChange={onChange}
      options={organizations.map((organization) => ({
        value: organization.id,
        label: revealControls(organization.login),
        note: describeOrganization(
          organization,
          accounts.find((account) => account.id === organization.accountId),
          accounts.length > 1,
        ),
      }))}
    />
  );
}

function describeOrganization(
  organization: Organization,
  account: Account | undefined,
  namesAccount: boolean,
): string {
  const what = organization.blocked
    ? describeFailure(organization.blocked).title
    : organization.kind === "user"
      ? CHOOSE_TEXTS.ownRepositories
      : CHOOSE_TEXTS.organization;
  return account && namesAccount ? CHOOSE_TEXTS.asAccount(what, account.login, account.host) : what;
}
