import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlAnswer, ControlCommand } from "../../src/sample/control.ts";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";

/** A small organization's GitHub for one test. */
export async function startGitHub(
  onTestFinished: (cleanUp: () => Promise<void>) => void,
): Promise<SampleServer> {
  const longReviews = { pullRequests: 1, reviews: 101 };
  const world = { repositories: 6, pullRequests: 240, members: 9, longReviews };
  const server = await startSampleServer({ world });
  onTestFinished(() => server.close());
  return server;
}

/** The options that name the server's organization. */
export const orgOptions = (server: SampleServer): string[] => [
  "--api-url",
  server.apiUrl,
  "--org",
  server.organization,
];

/** Runs a control command whose answer has the given type. */
export async function control<Type extends ControlAnswer["type"]>(
  server: SampleServer,
  command: ControlCommand,
  type: Type,
): Promise<Extract<ControlAnswer, { type: Type }>> {
  const answer = await server.control(command);
  if (answer.type !== type) throw new Error(`the sample server answered ${JSON.stringify(answer)}`);
  return answer as Extract<ControlAnswer, { type: Type }>;
}

/** What the server itself holds, in sums. */
export async function countTruth(server: SampleServer) {
  const { repositories, members } = await control(server, { type: "truth" }, "truth");
  const sum = (of: "pullRequests" | "reviews") => repositories.reduce((total, one) => total + one[of], 0);
  return {
    repositories: repositories.length,
    pullRequests: sum("pullRequests"),
    reviews: sum("reviews"),
    members: members.length,
  };
}

/** How many requests the server was asked since the last count. */
export async function countRequests(server: SampleServer): Promise<number> {
  const { stats } = await control(server, { type: "stats" }, "stats");
  await server.control({ type: "reset-stats" });
  return stats.requests;
}

/** Where a secret is found, in any form it may be written: files below a directory, and texts. */
export function findSecret(secret: string, directory: string, texts: readonly string[]): string[] {
  const forms = [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(secret).toString("hex"),
  ];
  const holds = (text: string): boolean => forms.some((form) => text.includes(form));
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [
    ...files.filter((file) => holds(readFileSync(file, "latin1"))),
    ...texts.filter(holds).map((text) => text.slice(0, 100)),
  ];
}
