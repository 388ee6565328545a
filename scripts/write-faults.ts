/** `node scripts/write-faults.ts`: writes `docs/faults.md` from the names of the tests. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_MATRIX } from "../test/faults/matrix.ts";
import { describeFaults } from "./faults/describe-faults.ts";
import { findFaultTests } from "./faults/find-fault-tests.ts";

const root = join(import.meta.dirname, "..");
const tests = findFaultTests(root);
writeFileSync(join(root, "docs", "faults.md"), describeFaults(FAULT_MATRIX, tests));
console.log(`docs/faults.md: ${Object.keys(FAULT_MATRIX).length} faults, ${tests.length} tests`);
