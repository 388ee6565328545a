import type { KeychainAnswer } from "../ports.ts";

type Refusal = Extract<KeychainAnswer<never>, { kind: "unavailable" | "locked" | "denied" }>;

/**
 * What the three systems' messages mean. keytar hands on their texts and no code: libsecret's and gnome-keyring's,
 * macOS's `SecCopyErrorMessageString` (Security/SecBase.h), and Windows' `FormatMessage`. Where a system speaks
 * another language the kind is lost, not the message: it is then `unavailable`, with the text as its reason.
 */
const MEANINGS: readonly { kind: Refusal["kind"]; message: RegExp }[] = [
  { kind: "locked", message: /locked (collection|object)|IsLocked|user interaction is not allowed/i },
  {
    kind: "denied",
    message: /cancell?ed|dismissed|denied|not permitted|user name or passphrase .* not correct/i,
  },
];

/**
 * The session bus itself refuses: dbus-daemon by its own rules, AppArmor's (a snap) or SELinux' (`bus/bus.c`),
 * dbus-broker, and the proxy of a flatpak. What follows in their messages are numbers of processes.
 */
const BUS_REFUSAL =
  /^Rejected send message|policy prevents this sender|^Sender is not authorized to send|DBus\.Error\.AccessDenied/;

/** What a thrown error of the keychain library means. */
export function answerOfError(error: unknown): Refusal {
  const message = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!.trim();
  if (message.startsWith("Failed to load keytar")) {
    return {
      kind: "unavailable",
      reason: "The keychain library cannot be loaded; on Linux it needs libsecret (libsecret-1-0).",
    };
  }
  if (BUS_REFUSAL.test(message)) {
    return {
      kind: "denied",
      reason: "The session bus lets nothing of Onramp's through to the keychain service.",
    };
  }
  const kind = MEANINGS.find((meaning) => meaning.message.test(message))?.kind ?? "unavailable";
  return { kind, reason: message };
}
