import { expect, test, vi } from "vitest";
import { findSecret, startGitHub } from "./journey-world.ts";
import { missingKeyring, startKeyring } from "./keyring.ts";
import { eventsOf, makeTerminal, type RunningTerminal } from "./terminal.ts";

// Each command is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const CLIENT_ID = { ONRAMP_GITHUB_CLIENT_ID: "Iv1.sample" };
const reason = missingKeyring();

/** Waits until the command has written an event of this name. */
async function nextEvent(running: RunningTerminal, name: string) {
  return vi.waitFor(
    () => {
      const text = running.stdout();
      const event = eventsOf(text.slice(0, text.lastIndexOf("\n") + 1)).find((it) => it.event === name);
      if (!event) throw new Error(`no ${name} yet: ${text}`);
      return event;
    },
    { timeout: 60_000, interval: 50 },
  );
}

test("login with a client id shows a code, waits for the person, and keeps the token in the keychain", async ({
  onTestFinished,
  skip,
}) => {
  skip(reason !== null, reason ?? "");
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const environment = { ...(await startKeyring(onTestFinished)), ...CLIENT_ID };
  const args = ["login", "--api-url", github.apiUrl, "--json"];
  const running = terminal.start(args, { environment });
  expect(await nextEvent(running, "device-code")).toMatchObject({
    userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    verificationUri: "https://github.com/login/device",
    intervalMs: 5_000,
  });
  await github.control({ type: "device-flow", action: "slow-down" });
  expect(await nextEvent(running, "device-slow-down")).toMatchObject({ intervalMs: 10_000 });
  await github.control({ type: "device-flow", action: "approve" });
  const ended = await running.ended;
  expect(ended).toMatchObject({ exitCode: 0, stderr: "" });
  expect(eventsOf(ended.stdout).at(-1)).toMatchObject({ event: "account", tokenStorage: "keychain" });
  expect(findSecret(github.token, terminal.dataDirectory, [ended.stdout])).toEqual([]);

  // The next command finds the token where this one left it.
  const repos = ["repos", "--api-url", github.apiUrl, "--org", github.organization, "--json"];
  expect(await terminal.run(repos, { environment })).toMatchObject({ exitCode: 0 });
});

test("Ctrl+C ends the wait cleanly, and a declined request says so in words", async ({
  onTestFinished,
  skip,
}) => {
  skip(reason !== null, reason ?? "");
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const environment = { ...(await startKeyring(onTestFinished)), ...CLIENT_ID };
  const args = ["login", "--api-url", github.apiUrl];
  const stopped = terminal.start(args, { environment });
  await vi.waitFor(() => expect(stopped.stdout()).toContain("and enter the code"), { timeout: 60_000 });
  expect(stopped.stdout()).toContain("Open https://github.com/login/device");
  stopped.pressCtrlC();
  expect(await stopped.ended).toMatchObject({ exitCode: 130 });

  const declined = terminal.start(args, { environment });
  await vi.waitFor(() => expect(declined.stdout()).toContain("and enter the code"), { timeout: 60_000 });
  await github.control({ type: "device-flow", action: "deny" });
  const { exitCode, stderr } = await declined.ended;
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Access was declined");
  expect(stderr).toContain("auth/device-denied");
});

test("without a keychain nobody is sent to enter a code, because the token could not be kept", async ({
  onTestFinished,
}) => {
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const args = ["login", "--api-url", github.apiUrl, "--json"];
  const { exitCode, stdout } = await terminal.run(args, { environment: CLIENT_ID });
  expect(exitCode).toBe(1);
  expect(eventsOf(stdout)).toMatchObject([{ event: "failed", code: "keychain/unavailable" }]);
  expect(await github.control({ type: "requests" })).toEqual({ type: "requests", requests: [] });
});

test("where the keychain refuses, a good token is said to be good and not kept, and why; it is in no file", async ({
  onTestFinished,
  skip,
}) => {
  skip(reason !== null, reason ?? "");
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const environment = await startKeyring(onTestFinished, { refuses: true });
  const args = ["login", "--api-url", github.apiUrl, "--with-token"];
  const { exitCode, stdout, stderr } = await terminal.run(args, { environment, input: github.token });
  expect(exitCode).toBe(3);
  expect(stderr).toContain("keychain/denied");
  expect(stderr).toContain("The keychain refused to give or keep the token.");
  expect(stderr).toContain("The token is good but could not be kept. Set ONRAMP_TOKEN");
  expect(findSecret(github.token, terminal.dataDirectory, [stdout, stderr])).toEqual([]);
});

test("without a client id and a terminal it says what to do; ONRAMP_TOKEN is taken where it is set", async ({
  onTestFinished,
}) => {
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const args = ["login", "--api-url", github.apiUrl, "--json"];
  const refused = await terminal.run(args);
  expect(refused.exitCode).toBe(64);
  expect(eventsOf(refused.stdout)).toMatchObject([
    {
      code: "usage/bad-option",
      detail: expect.stringMatching(/--with-token, or set ONRAMP_GITHUB_CLIENT_ID/),
    },
  ]);
  const checked = await terminal.run(args, { token: github.token });
  expect(eventsOf(checked.stdout)).toMatchObject([{ event: "account" }, { code: "keychain/unavailable" }]);
  expect(findSecret(github.token, terminal.dataDirectory, [checked.stdout, checked.stderr])).toEqual([]);
});
