import type { Finding } from "../../shared/checks.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/** Whether the OS keychain can be used; asks the person for nothing. */
export async function checkKeychain({ keychainState }: CheckSurroundings): Promise<Finding> {
  const state = await keychainState();
  return state.kind === "available"
    ? { check: "keychain", kind: "well" }
    : { check: "keychain", kind: "broken", failure: state.failure };
}
