import { call } from "./bridge.ts";

/** Tells main what the page's security policy has stopped, since Chromium tells nobody but the page. */
export function reportViolations(): void {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    void call("violation.report", {
      directive: effectiveDirective.slice(0, 60),
      blocked: blockedURI.slice(0, 300),
    });
  });
}
