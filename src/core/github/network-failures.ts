import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import type { Failure, FailureCode } from "../../shared/failures.ts";
import { readField } from "./answer.ts";
import { toOneLine } from "./make-failure.ts";

/** Error codes of Node's sockets, its resolver and its HTTP client, by what they mean to a person. */
const CODES: Readonly<Record<string, FailureCode>> = {
  // No resolver answers: unlike ENOTFOUND this says nothing about the name.
  EAI_AGAIN: "network/offline",
  ENETUNREACH: "network/offline",
  ENETDOWN: "network/offline",
  EHOSTUNREACH: "network/offline",
  EHOSTDOWN: "network/offline",
  EADDRNOTAVAIL: "network/offline",
  // No connection was made, or nothing that was sent is acknowledged any more: the way there is cut, GitHub is not slow.
  ETIMEDOUT: "network/offline",
  ENOTFOUND: "network/name-not-found",
  ECONNREFUSED: "network/refused",
  ECONNRESET: "network/reset",
  ECONNABORTED: "network/reset",
  EPIPE: "network/reset",
  EPROTO: "network/tls",
  ERR_PROXY_TUNNEL: "network/proxy-refused",
  ERR_PROXY_INVALID_CONFIG: "network/proxy-refused",
};

/** OpenSSL's verification results as Node names them, and Node's own TLS errors (Node docs, "TLS"). */
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

/** Where the proxies are that requests may go through (`http-request.ts`). */
const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/**
 * The failure behind a request that brought no complete answer.
 * @param isConnected whether this computer has any network at all; asked only where it makes a difference
 */
export function failureOfNetworkError(
  thrown: unknown,
  isConnected: () => boolean = hasNetworkInterface,
): Failure {
  const causes = listCauses(thrown);
  const detail = toOneLine(causes.at(-1)?.message || "the connection failed without a reason");
  return { code: codeOfCauses(causes, isConnected), detail };
}

function codeOfCauses(causes: readonly Error[], isConnected: () => boolean): FailureCode {
  for (const cause of causes) {
    const code = codeOf(cause);
    if (code === "ENOTFOUND" && !isConnected()) return "network/offline";
    if ((code === "ENOTFOUND" || code === "ECONNREFUSED") && isAboutProxy(cause))
      return "network/proxy-unreachable";
    const known = CODES[code];
    if (known !== undefined) return known;
    if (TLS_CODE.test(code)) return "network/tls";
    // zlib's: the body is not compressed as it says. The HTTP parser's: whatever answers is not a web server.
    if (code.startsWith("Z_") || code.startsWith("HPE_")) return "github/bad-response";
  }
  return "network/reset";
}

/** The error, its cause, the cause's cause, …: the last one says most. Several tries at once count as the first. */
function listCauses(thrown: unknown): Error[] {
  const causes: Error[] = [];
  for (let error = thrown; error instanceof Error && !causes.includes(error); error = error.cause) {
    causes.push(error);
    const [first] = error instanceof AggregateError ? error.errors : [];
    if (first instanceof Error) causes.push(first);
  }
  return causes;
}

/** Whether a proxy is what was not found or took no connection. One with a name may have any address. */
function isAboutProxy(error: Error): boolean {
  const hostname = readField(error, "hostname");
  return PROXY_VARIABLES.some((variable) => {
    const proxy = URL.parse(process.env[variable] ?? "");
    if (!proxy) return false;
    if (hostname !== undefined) return hostname === proxy.hostname;
    const proxyPort = Number(proxy.port) || DEFAULT_PORTS[proxy.protocol];
    const host = proxy.hostname.replaceAll(/^\[|\]$/g, "");
    const isThere = readField(error, "port") === proxyPort;
    return isThere && (isIP(host) === 0 || readField(error, "address") === host);
  });
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** False when this computer has no address but its own loopback ones: then no name can be resolved. */
function hasNetworkInterface(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}
