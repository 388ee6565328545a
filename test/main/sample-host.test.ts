import { expect, test } from "vitest";
import { createSampleHost } from "../../src/main/sample-host.ts";

const entryFile = new URL("../../src/sample/sample-thread-entry.ts", import.meta.url);

test("the sample organization's server is started once, answers, and ends", async () => {
  const sample = createSampleHost(entryFile);
  const [first, second] = await Promise.all([sample.start(), sample.start()]);
  expect(second).toEqual(first);
  const response = await fetch(`${first.apiUrl}/user`, {
    headers: { authorization: `Bearer ${first.token}` },
  });
  expect(response.status).toBe(200);
  await sample.close();
  await expect(fetch(first.apiUrl)).rejects.toThrow();
});

test("a server that was never asked for has nothing to end", async () => {
  await expect(createSampleHost(entryFile).close()).resolves.toBeUndefined();
});
