import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { renderInsights } from "../render/insights.ts";
import { findStoredOrganization, STORED_OPTIONS } from "../stored-organization.ts";

export const insights = defineCommand({
  name: "insights",
  summary: "open pull requests, merges, reviews: figures from what is stored",
  notes: ["Each figure says what share of the data it rests on."],
  options: STORED_OPTIONS,
  read: (values): Result<string | null> => ok(values.org),

  async run(login, { output, openCore }) {
    const core = await openCore();
    const organization = await findStoredOrganization(core, login);
    if (!organization.ok) return organization;
    const computed = await core.call("insights.get", { organizationId: organization.value.id });
    if (!computed.ok) return computed;
    output.answer({
      json: [{ event: "insights", organization: organization.value.login, ...computed.value }],
      text: () => renderInsights(organization.value.login, computed.value),
    });
    return ok(EXIT_CODES.done);
  },
});
