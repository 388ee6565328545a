import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Stage } from "./support/stage.ts";

test("S1: after a whole journey with failures, the token is in no file, no event and no answer", async () => {
  const stage = await Stage.open({ world: { repositories: 6, pullRequests: 300, members: 4 } });
  const { token } = stage.github;
  const [first, second, third] = (await stage.names()) as [string, string, string];
  // What a careless proxy might do: give back what it was sent.
  const echo = { kind: "status", status: 502, message: `Bad gateway for ${token}` } as const;
  await stage.fault(echo, { repository: first }, 2);
  await stage.fault({ kind: "html-200" }, { repository: second }, 2);
  await stage.fault({ kind: "tos-403" }, { repository: third }, 1);
  await stage.start();
  await stage.end();
  await stage.call("sync.retry", { runId: (await stage.view()).run.runId });
  await stage.expectVerified();

  const told: unknown[] = [stage.events];
  told.push(await stage.call("app.getState", {}));
  told.push(await stage.view());
  told.push(await stage.call("logs.search", { limit: 1_000 }));
  const organizationId = stage.organization.id;
  told.push(await stage.call("status.get", { organizationId }));
  await stage.closeCore();

  expect(findIn(stage.dataDirectory, token, told)).toEqual([]);
  // The same search finds what is there.
  expect(findIn(stage.dataDirectory, first, told)).not.toEqual([]);
  await stage.close();
});

/** Where a text is found, in any form it may be written: files below the directory, and values that were told. */
function findIn(directory: string, text: string, told: readonly unknown[]): string[] {
  const bytes = Buffer.from(text);
  const forms = [
    text,
    // A text's base64 depends on where in a longer one it begins.
    ...[0, 1, 2].map((before) => innerBase64(bytes, before)),
    bytes.toString("hex"),
    encodeURIComponent(text),
    JSON.stringify([...bytes]).slice(1, -1),
  ];
  const holds = (content: string): boolean => forms.some((form) => content.includes(form));
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [
    ...files.filter((file) => holds(readFileSync(file, "latin1"))),
    ...told.map((it) => JSON.stringify(it)).filter(holds),
  ];
}

/** What of a text's base64 is the same whatever stands around it, when `before` bytes stand before it. */
function innerBase64(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  return encoded.slice(before === 0 ? 0 : before + 1, -2);
}
