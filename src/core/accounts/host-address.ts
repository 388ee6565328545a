import { failed, ok, type Result } from "../../shared/result.ts";

/** A GitHub host: how people name it, and where its REST API is. */
export interface HostAddress {
  host: string;
  /** Without a trailing slash. */
  apiUrl: string;
}

/** GitHub itself. */
export const GITHUB_COM: HostAddress = { host: "github.com", apiUrl: "https://api.github.com" };

/**
 * Reads what a person calls a host: `github.com`, the host or address of a GitHub Enterprise Server (its API is below
 * `/api/v3`), a host of GitHub Enterprise Cloud with data residency (`api.NAME.ghe.com`; GitHub docs, "Network details
 * for GHE.com"), or a REST base address. Plain HTTP is for this computer only: a token must not travel in the open.
 */
export function readHostAddress(text: string): Result<HostAddress> {
  const url = readUrl(text);
  if (!url) return refuse(text, "is not a host or an address");
  // What is refused here may hold a secret, so only the host is repeated.
  if (url.username || url.password) return refuse(url.host, "must not hold a user name or password");
  if (url.search || url.hash) return refuse(url.host, "must not have a query");
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!isSafe) return refuse(text, "must begin with https://");
  const path = pathOf(url);
  if (isGitHubCom(url.hostname)) return ok(GITHUB_COM);
  if (path !== "") return ok({ host: hostOf(url), apiUrl: url.origin + path });
  if (isRestHost(url.hostname)) return ok({ host: hostOf(url), apiUrl: url.origin });
  if (url.hostname.endsWith(".ghe.com")) return ok({ host: url.host, apiUrl: `https://api.${url.host}` });
  return ok({ host: url.host, apiUrl: `${url.origin}/api/v3` });
}

/** A REST base address exactly as given, for APIs that live elsewhere than their host suggests. */
export function readApiAddress(text: string): Result<HostAddress> {
  const address = readHostAddress(text);
  const url = readUrl(text);
  if (!address.ok || address.value === GITHUB_COM || !url || !hasScheme(text)) return address;
  return ok({ host: address.value.host, apiUrl: url.origin + pathOf(url) });
}

/** Where a host's pages for people are, without a trailing slash. */
export function webUrlOf({ host, apiUrl }: HostAddress): string {
  return `${new URL(apiUrl).protocol}//${host}`;
}

const hasScheme = (text: string): boolean => /^\s*[a-z][a-z\d+.-]*:\/\//i.test(text);

/** The address, where people may leave out `https://`. */
const readUrl = (text: string): URL | null => URL.parse(hasScheme(text) ? text : `https://${text.trim()}`);

const pathOf = (url: URL): string => url.pathname.replace(/\/+$/, "");

const isGitHubCom = (hostname: string): boolean =>
  ["github.com", "www.github.com", "api.github.com"].includes(hostname);

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);

/** Hosts that serve nothing but an API. */
const isRestHost = (hostname: string): boolean => hostname.startsWith("api.") || isLoopback(hostname);

const hostOf = (url: URL): string => url.host.replace(/^api\./, "");

const refuse = (text: string, why: string): Result<HostAddress> =>
  failed({ code: "usage/bad-input", detail: `The host "${text.slice(0, 100)}" ${why}.` });
