import type { Finding } from "../../shared/checks.ts";
import { failureOf } from "../../shared/failures.ts";
import { askHost } from "./ask-host.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/** Nobody notices less: a `date` header has whole seconds, and an answer may be some seconds old. */
const MOST_OFF_MS = 60_000;

/** How this computer's clock stands to each host's, by the `date` of an answer. */
export async function checkClocks({ hosts, clock }: CheckSurroundings): Promise<Finding[]> {
  // Several accounts on one host have one clock.
  const byHost = new Map(hosts.map((one) => [one.host, one]));
  return Promise.all(
    [...byHost].map(async ([host, one]): Promise<Finding> => {
      try {
        const { aheadMs } = await askHost(one, clock);
        if (aheadMs === null) return unknown(host, "the answer has no date");
        return { check: "clock", kind: Math.abs(aheadMs) > MOST_OFF_MS ? "off" : "well", host, aheadMs };
      } catch (error) {
        return { check: "clock", kind: "unknown", failure: failureOf(error), host };
      }
    }),
  );
}

const unknown = (host: string, detail: string): Finding => ({
  ...{ check: "clock", kind: "unknown", host },
  failure: { code: "github/bad-response", detail },
});
