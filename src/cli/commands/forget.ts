import { FORGET_CONFIRMATION } from "../../shared/forget.ts";
import { ok } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { renderForgotten, renderKept } from "../render/forget.ts";

export const forget = defineCommand({
  name: "forget",
  summary: "remove tokens, database, logs and everything else from this computer",
  notes: [
    "Without --yes it only says what would be removed. Close the window first.",
    "To end one account's access and keep its data, sign out in the window.",
  ],
  options: { yes: { kind: "flag", help: "remove it; this cannot be undone" } },

  read: (values) => ok(values),

  async run({ yes }, { output, openCore }) {
    const core = await openCore();
    if (!yes) {
      const kept = await core.call("data.measure", {});
      if (!kept.ok) return kept;
      output.answer({ json: [{ event: "kept", ...kept.value }], text: () => renderKept(kept.value) });
      return ok(EXIT_CODES.done);
    }
    const forgotten = await core.call("data.forget", { confirmation: FORGET_CONFIRMATION });
    if (!forgotten.ok) return forgotten;
    const report = forgotten.value;
    output.answer({ json: [{ event: "forgotten", ...report }], text: () => renderForgotten(report) });
    return ok(report.left.length === 0 ? EXIT_CODES.done : EXIT_CODES.failed);
  },
});
