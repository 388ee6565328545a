import type { Part } from "../part.ts";
import { contenderTable } from "../report/contender-table.ts";
import { runContender } from "../run-contender.ts";
import { withSample } from "../sample.ts";
import { WORK } from "./work.ts";

export const load: Part = {
  name: "load",
  summary: "the same while the server behaves like GitHub under load",
  measure: () =>
    withSample({ ...WORK, enterprise: true }, async (sample) => {
      await sample.control({
        type: "fault",
        fault: { kind: "github-under-load" },
        match: { route: "graphql" },
      });
      const c = await runContender("graphql-sequential", sample);
      const d = await runContender("onramp", sample);
      return {
        title: "Under load",
        text: [
          "The server answers as GitHub does under load: pages of more than 50 pull requests with nested lists run out of resources (their records are null), and each record costs half a millisecond.",
        ],
        tables: [
          contenderTable([
            { name: "graphql-sequential", measured: c },
            { name: "onramp", measured: d },
          ]),
        ],
        goals: [
          {
            text: "Onramp finishes verified, (c) does not",
            measured: `(d) ${d.reading.verified ? "verified" : "not verified"}, (c) ${c.reading.failure === null ? "finished" : "failed"}`,
            isMet: d.reading.verified && c.reading.failure !== null,
          },
        ],
      };
    }),
};
