import { createOsKeychain } from "../../../src/core/keychain/os-keychain.ts";

/*
 * Run in a D-Bus session of its own by `os-keychain.test.ts`: makes the calls named by its arguments, one after the
 * other, and prints each answer as a line of JSON.
 */
const keychain = createOsKeychain();
const calls: Record<string, () => Promise<unknown>> = {
  probe: () => keychain.probe(),
  read: () => keychain.read("github.com/octocat"),
  write: () => keychain.write("github.com/octocat", "the-secret"),
  rewrite: () => keychain.write("github.com/octocat", "the-newer-secret"),
  remove: () => keychain.remove("github.com/octocat"),
};
for (const name of process.argv.slice(2)) {
  const answer = await calls[name]!();
  process.stdout.write(`${JSON.stringify({ [name]: answer })}\n`);
}
