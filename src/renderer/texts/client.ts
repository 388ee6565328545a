/* Words of what every feature shares with the core: failures, and the buttons that help. */

/** Around the words of the one table of failures (`src/shared/failures.ts`). */
export const FAILURE_NOTICE_TEXTS = {
  until: (time: string) => ` Until ${time}.`,
  openPage: "Open the page on GitHub",
  authorize: "Authorize on GitHub",
  request: (id: string) => ` · request ${id}`,
} as const;

export const REMEDY_TEXTS = { signInAgain: "Sign in again", tryAgain: "Try again" } as const;
