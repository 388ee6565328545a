import { create } from "zustand";
import type { AppState } from "../../shared/contract.ts";
import type { Failure } from "../../shared/failures.ts";
import type { RunProgress } from "../../shared/models.ts";
import type { Result } from "../../shared/result.ts";
import { call } from "./bridge.ts";
import { follow, type Following } from "./follow.ts";

/** What every screen needs to know: accounts, organizations, keychain, settings, the newest run. A projection of events. */
export type AppProjection =
  | { kind: "loading" }
  | { kind: "failed"; failure: Failure }
  | { kind: "known"; state: AppState };

interface AppStore {
  app: AppProjection;
  /** Listens until the returned function is called. */
  open(): () => void;
  /** Asks anew, showing nothing until there is an answer. */
  askAgain(): void;
  /** Asks anew, for what no event tells: whether the keychain can be used. What is known stays on the screen. */
  refresh(): void;
}

export const useAppStore = create<AppStore>()((set, get) => {
  const change = (edit: (state: AppState) => AppState): void => {
    const { app } = get();
    if (app.kind === "known") set({ app: { kind: "known", state: edit(app.state) } });
  };
  const receive = (answer: Result<AppState>): void =>
    set({
      app: answer.ok ? { kind: "known", state: answer.value } : { kind: "failed", failure: answer.failure },
    });

  let following: Following | null = null;
  return {
    app: { kind: "loading" },
    open() {
      following = follow({
        ask: () => call("app.getState", {}),
        onAnswer: receive,
        onEvent(event) {
          if (event.name === "accounts.changed") change((state) => ({ ...state, ...event.payload }));
          if (event.name === "sign-in.changed") change((state) => ({ ...state, ...event.payload }));
          if (event.name === "settings.changed") change((state) => ({ ...state, ...event.payload }));
          if (event.name === "run.changed") {
            change((state) => ({ ...state, run: newestRun(state.run, event.payload.run) }));
            // Another one may still be going, or paused, of which nothing need be heard.
            if (event.payload.run.endedAt !== null) following?.askAgain();
          }
          if (event.name === "schedule.changed") change((state) => ({ ...state, ...event.payload }));
          if (event.name === "recovery.changed") {
            const { recovery } = event.payload;
            change((state) => ({ ...state, recovery }));
            // Accounts and runs may be others than before. While the database is mended there is nobody to ask.
            if (recovery?.kind !== "under-way") following?.askAgain();
          }
        },
      });
      return following.stop;
    },
    askAgain() {
      set({ app: { kind: "loading" } });
      following?.askAgain();
    },
    refresh: () => following?.askAgain(),
  };
});

/** A run that is still going stays in sight until it ends or a newer one begins. */
function newestRun(known: RunProgress | null, heard: RunProgress): RunProgress {
  if (known === null || heard.runId >= known.runId || known.endedAt !== null) return heard;
  return known;
}

/** The state once it is known; screens are shown only then. */
export function useAppState(): AppState {
  const app = useAppStore((store) => store.app);
  if (app.kind !== "known") throw new Error("a screen was shown before the state of the app was known");
  return app.state;
}
