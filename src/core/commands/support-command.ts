import { homedir, release } from "node:os";
import { CHECK_NAMES } from "../../shared/checks.ts";
import type { SupportFacts } from "../../shared/support.ts";
import { ok } from "../../shared/result.ts";
import { readSettings } from "../database/settings-store.ts";
import { findingsOf } from "./doctor-command.ts";
import type { CoreParts, Handlers } from "./parts.ts";

export const supportCommand: Handlers<"support.collect"> = {
  "support.collect": async (parts, request) => {
    await parts.log.flush();
    const bundle = await parts.reader.collectSupport(await gatherFacts(parts), request);
    if (!bundle.ok) return bundle;
    // The log was redacted when it was written; whatever else was put in is now.
    const files = bundle.value.files.map((file) => ({ ...file, text: parts.redact(file.text) }));
    return ok({ ...bundle.value, files });
  },
};

async function gatherFacts(parts: CoreParts): Promise<SupportFacts> {
  const { clock, version, dataDirectory, database, accounts } = parts;
  return {
    at: clock.now(),
    version,
    platform: `${process.platform} ${release()} ${process.arch}`,
    runtime: describeRuntime(process.versions),
    dataDirectory,
    homeDirectory: homedir(),
    settings: readSettings(database),
    accounts: accounts.list(),
    findings: await findingsOf(parts, CHECK_NAMES),
  };
}

/** Electron names itself there, with its Chromium; the stand-in and the terminal are Node alone. */
function describeRuntime({ electron, chrome, node }: NodeJS.ProcessVersions): string {
  return electron === undefined ? `Node ${node}` : `Electron ${electron}, Chromium ${chrome}, Node ${node}`;
}
