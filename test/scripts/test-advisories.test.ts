import { expect, test } from "vitest";
import { summarizeAudit } from "../../scripts/test/advisories.ts";

test.each([
  ['{"metadata":{"vulnerabilities":{"low":0,"high":0,"total":0}}}', "advisories: none known"],
  [
    '{"metadata":{"vulnerabilities":{"low":1,"high":2,"total":3}}}',
    "advisories: 1 low, 2 high; see npm audit",
  ],
  [
    'npm error audit endpoint returned an error\n{"message":"405 Method Not Allowed"}\nnpm error more',
    "advisories: not checked, the registry's endpoint does not answer (405 Method Not Allowed)",
  ],
  ["npm error network", "advisories: not checked, the registry's endpoint does not answer (no answer)"],
])("npm audit's answer is said in one line: %s", (output, line) => {
  expect(summarizeAudit(output)).toBe(line);
});
