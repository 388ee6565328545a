import { failed, ok, type Result } from "../shared/result.ts";

const GITHUB_HOSTS = ["github.com", "docs.github.com"];

/**
 * The address, if the app may open it in the person's browser: https, without a user name, on GitHub or on the
 * host of a connected account (`host` or `host:port`, as in `Account`). Anything else is refused: an address may
 * come from a server's answer.
 */
export function checkLink(address: string, accountHosts: readonly string[]): Result<string> {
  const url = URL.parse(address);
  const isAllowed =
    url?.protocol === "https:" &&
    url.username === "" &&
    url.password === "" &&
    [...GITHUB_HOSTS, ...accountHosts].includes(url.host);
  return isAllowed
    ? ok(url.href)
    : failed({ code: "usage/bad-input", detail: `Onramp does not open ${url?.host || "this address"}` });
}
