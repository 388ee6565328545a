/**
 * An app's own scheme cannot be registered with an ordinary Chromium, so each host of it gets an origin of its
 * own under `.stand-in.invalid`, a name that by RFC 2606 never resolves: `app://main/a` ⇄ `https://main.app.stand-in.invalid/a`.
 * The app only ever sees its own addresses.
 */
const suffix = ".stand-in.invalid";

/** The address Chromium is given for the app's address, or null when it is not of one of `schemes`. */
export function toChromiumAddress(address: string, schemes: Iterable<string>): string | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address);
  const [, scheme = "", host = "", rest = ""] = match ?? [];
  if (!match || ![...schemes].includes(scheme.toLowerCase()) || !/^[a-z0-9.-]*$/i.test(host)) return null;
  const path = rest.startsWith("/") ? rest : `/${rest}`;
  return new URL(
    `https://${host === "" ? "" : `${host.toLowerCase()}.`}${scheme.toLowerCase()}${suffix}${path}`,
  ).href;
}

/** The app's own address behind Chromium's; an address of anything else is returned as it is. */
export function toAppAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.protocol !== "https:" || !url.hostname.endsWith(suffix)) return address;
  const labels = url.hostname.slice(0, -suffix.length).split(".");
  const scheme = labels.pop();
  return `${scheme}://${labels.join(".")}${url.pathname}${url.search}${url.hash}`;
}
