import { once } from "node:events";
import { connect } from "node:net";
import type { Finding } from "../../shared/checks.ts";
import { failureOfNetworkError } from "../github/network-failures.ts";
import { chooseProxy } from "./proxies.ts";
import type { CheckSurroundings } from "./surroundings.ts";

const PATIENCE_MS = 5_000;

/** Whether the proxies that lead to the hosts take connections. What they let through, the check of GitHub tells. */
export async function checkProxy({ hosts, environment }: CheckSurroundings): Promise<Finding[]> {
  const found = new Map<string, Promise<Finding>>();
  for (const { apiUrl } of hosts) {
    const choice = chooseProxy(apiUrl, environment);
    if (choice.kind === "unreadable") {
      const detail = `${choice.variable} does not hold an address`;
      const failure = { code: "network/proxy-refused", detail } as const;
      return [{ check: "proxy", kind: "broken", failure }];
    }
    if (choice.kind === "proxy" && !found.has(choice.url.host)) {
      found.set(choice.url.host, knock(choice.url));
    }
  }
  return found.size === 0 ? [{ check: "proxy", kind: "none" }] : Promise.all(found.values());
}

/** Opens a connection and closes it again. Only host and port are told: the address may hold a password. */
async function knock({ hostname, host, port, protocol }: URL): Promise<Finding> {
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
  });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(PATIENCE_MS) });
    return { check: "proxy", kind: "well", proxy: host };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "AbortError";
    const { code, detail } = isLate
      ? { code: "network/timeout" as const, detail: `no answer for ${PATIENCE_MS / 1000} s` }
      : failureOfNetworkError(error);
    return {
      check: "proxy",
      kind: "broken",
      failure: { code: "network/proxy-unreachable", detail: `${host}: ${detail ?? code}` },
    };
  } finally {
    socket.destroy();
  }
}
