import { lookup } from "node:dns/promises";
import type { Finding } from "../../shared/checks.ts";
import { failureOfNetworkError } from "../github/network-failures.ts";
import { chooseProxy } from "./proxies.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/** Whether this computer has a network and can resolve the hosts' names; behind a proxy, the proxy's. */
export async function checkNetwork({ hosts, environment, isOnline }: CheckSurroundings): Promise<Finding> {
  if (!isOnline()) {
    const detail = "the system says that it has no network";
    return { check: "network", kind: "broken", failure: { code: "network/offline", detail } };
  }
  const names = new Set(hosts.map(({ apiUrl }) => nameToResolve(apiUrl, environment)));
  for (const name of names) {
    try {
      await lookup(name);
    } catch (error) {
      return { check: "network", kind: "broken", failure: failureOfNetworkError(error), host: name };
    }
  }
  return { check: "network", kind: "well", hosts: [...names] };
}

function nameToResolve(apiUrl: string, environment: NodeJS.ProcessEnv): string {
  const choice = chooseProxy(apiUrl, environment);
  const { hostname } = choice.kind === "proxy" ? choice.url : new URL(apiUrl);
  return hostname.replace(/^\[|\]$/g, "");
}
