/* Words inside controls that know no domain. */

export const COMBOBOX_TEXTS = {
  clear: (label: string) => `Clear ${label.toLowerCase()}`,
  show: (label: string) => `Show ${label.toLowerCase()} options`,
  noMatch: "None match",
} as const;

export const THEME_TEXTS = { system: "As the system", light: "Light", dark: "Dark" } as const;

export const TOAST_TEXTS = { dismiss: "Dismiss" } as const;
