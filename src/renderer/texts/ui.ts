/* Words inside controls that know no domain. */

export const TOAST_TEXTS = { dismiss: "Dismiss" } as const;
