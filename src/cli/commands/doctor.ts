import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "../../../stand-in/find-browser.ts";
import { writeFileAtomically } from "../../core/export/atomic-file.ts";
import { fileFailureOf } from "../../core/export/file-failure.ts";
import { decideStep, describeStep, runtimePlacesIn } from "../../runtime/decide-step.ts";
import { hasBadFinding, type Finding } from "../../shared/checks.ts";
import { failureOf } from "../../shared/failures.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { bundleText, type NameChoice } from "../../shared/support.ts";
import { defineCommand } from "../command.ts";
import { connectStored } from "../connect-stored.ts";
import type { Context } from "../context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { findingEvents, renderFindings } from "../render/findings.ts";

interface DoctorOptions {
  file: string | null;
  names: NameChoice;
}

export const doctor = defineCommand({
  name: "doctor",
  summary: "which runtime would be used, and how keychain, database, network and GitHub are",
  notes: [
    "With --save, what an engineer needs to find a fault is written to a file: no credential is in it, and private names are replaced by stand-ins.",
    "Exit code 0 says that every check passed, if some with a word of caution; 1, that one failed.",
  ],
  options: {
    save: { kind: "text", value: "FILE", help: "write a support bundle there" },
    "keep-names": { kind: "flag", help: "with --save: keep the private names" },
  },
  read: (values): Result<DoctorOptions> =>
    ok({ file: values.save, names: values["keep-names"] ? "kept" : "replaced" }),

  async run({ file, names }, context) {
    const { output } = context;
    const runtime = describeRuntime();
    const findings = await findAll(context);
    if (!findings.ok) return findings;
    output.answer({
      json: [{ event: "runtime", ...runtime }, ...findingEvents(findings.value)],
      text: () => renderFindings(runtime.text, findings.value),
    });
    if (file !== null) {
      const saved = await saveBundle(context, resolve(file), names);
      if (!saved.ok) return saved;
      output.event({ event: "saved", file: saved.value });
      output.note(`Support bundle saved: ${saved.value}`);
    }
    return ok(hasBadFinding(findings.value) ? EXIT_CODES.failed : EXIT_CODES.done);
  },
});

async function saveBundle({ openCore }: Context, file: string, names: NameChoice): Promise<Result<string>> {
  const core = await openCore();
  const bundle = await core.call("support.collect", { extent: "all", names });
  if (!bundle.ok) return bundle;
  try {
    await writeFileAtomically(file, bundleText(bundle.value));
    return ok(file);
  } catch (error) {
    return failed(fileFailureOf(error, file));
  }
}

/** What `npm start` would do, and what this command itself runs in. */
function describeRuntime(): { kind: string; text: string; terminal: string } {
  const terminal = `Node ${process.versions.node}`;
  const places = runtimePlacesIn(fileURLToPath(new URL("../../..", import.meta.url)));
  if (!existsSync(places.electronPackage)) {
    return { kind: "installed", text: "The window opens in the Electron that Onramp came with.", terminal };
  }
  const step = decideStep(places, findBrowser(), process);
  return { kind: step.kind, text: describeStep(step), terminal };
}

async function findAll(context: Context): Promise<Result<Finding[]>> {
  const core = await context.openCore().catch((error: unknown) => failureOf(error));
  if ("code" in core) return ok(await context.checkWithoutCore(core));
  // With the token of the environment, GitHub can be asked also where there is no keychain.
  if (context.token !== null) await connectStored(core, null, context.token);
  const findings = await core.call("doctor.run", {});
  if (!findings.ok) return findings;
  return ok(findings.value.map((finding) => (context.token === null ? finding : withoutKeychain(finding))));
}

/** ONRAMP_TOKEN stands in for the keychain, so one that is absent is in nobody's way. */
function withoutKeychain(finding: Finding): Finding {
  return finding.check === "keychain" && finding.kind === "broken"
    ? { check: "keychain", kind: "unneeded", failure: finding.failure }
    : finding;
}
