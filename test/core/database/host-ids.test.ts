import fc from "fast-check";
import { expect, test } from "vitest";
import { slotOf, toGitHubId, toRowId } from "../../../src/core/database/host-ids.ts";

const slots = fc.integer({ min: 0, max: 511 });
const githubIds = fc.integer({ min: 1, max: 2 ** 44 - 1 });

test("a row's id holds the host and GitHub's own id, exactly", () => {
  fc.assert(
    fc.property(slots, githubIds, (slot, githubId) => {
      const rowId = toRowId(slot, githubId);
      expect(Number.isSafeInteger(rowId)).toBe(true);
      expect([slotOf(rowId), toGitHubId(rowId)]).toEqual([slot, githubId]);
    }),
  );
});

test("ids of the first host are GitHub's own", () => {
  expect(toRowId(0, 1_296_269)).toBe(1_296_269);
});

test.each([0, -1, 1.5, 2 ** 44, Number.NaN])("%s is no id of GitHub's", (githubId) => {
  expect(() => toRowId(0, githubId)).toThrow(RangeError);
});

test.each([-1, 512])("%s is no host's slot", (slot) => {
  expect(() => toRowId(slot, 1)).toThrow(RangeError);
});
