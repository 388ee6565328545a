import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** A certificate whose authority this thread does not know (Node docs, "TLS", "X509 certificate error codes"). */
const UNKNOWN_AUTHORITY = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

let areTrusted = false;

/** Whether a request failed because the certificate's authority is not among those that Node brings with it. */
export function meansUnknownAuthority(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    UNKNOWN_AUTHORITY.has(error.code)
  );
}

/**
 * Trusts, in this thread and for new connections, whom the computer's own store trusts too: a company's authority is
 * there. Only on demand, because reading the store takes 50 ms and more, and Node's flag for it cannot be given to a
 * packaged app.
 */
export function trustSystemAuthorities(): void {
  if (areTrusted) return;
  areTrusted = true;
  setDefaultCACertificates([...new Set([...getCACertificates("default"), ...getCACertificates("system")])]);
}
