/** Which proxy Node sends requests for an address through, by the variables that it reads itself. */

export type ProxyChoice =
  | { kind: "direct" }
  | { kind: "proxy"; url: URL }
  /** The variable holds no address. */
  | { kind: "unreadable"; variable: string };

/**
 * Looks at the variables as Node's HTTP client does: in lower case first, and `NO_PROXY` for what goes out
 * directly (Node docs, "Built-in proxy support").
 */
export function chooseProxy(address: string, environment: NodeJS.ProcessEnv): ProxyChoice {
  const { protocol, hostname, port } = new URL(address);
  const name = protocol === "https:" ? "https_proxy" : "http_proxy";
  const variable = environment[name] ? name : name.toUpperCase();
  const value = environment[variable];
  if (!value) return { kind: "direct" };
  const exceptions = (environment["no_proxy"] || environment["NO_PROXY"] || "").split(",");
  if (exceptions.some((exception) => covers(exception.trim().toLowerCase(), hostname, port)))
    return { kind: "direct" };
  const url = URL.parse(value.includes("://") ? value : `http://${value}`);
  return url === null || url.hostname === "" ? { kind: "unreadable", variable } : { kind: "proxy", url };
}

function covers(exception: string, hostname: string, port: string): boolean {
  if (exception === "") return false;
  if (exception === "*") return true;
  const [name = "", onlyPort] = exception.split(":");
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const suffix = name.replace(/^\*?\.?/, "");
  return hostname === suffix || (name !== suffix && hostname.endsWith(`.${suffix}`));
}
