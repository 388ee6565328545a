import { THEME_TEXTS } from "../texts/ui.ts";

/** Light, dark, or whatever the system says. */
export type Theme = "system" | "light" | "dark";

export const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: THEME_TEXTS.system },
  { value: "light", label: THEME_TEXTS.light },
  { value: "dark", label: THEME_TEXTS.dark },
];

const STORAGE_KEY = "theme";

/** The theme that the person chose on this computer. */
export function storedTheme(): Theme {
  const text = window.localStorage.getItem(STORAGE_KEY);
  return THEMES.find((theme) => theme.value === text)?.value ?? "system";
}

/** Shows a theme at once. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Shows a theme, and keeps it for the next start. */
export function chooseTheme(theme: Theme): void {
  window.localStorage.setItem(STORAGE_KEY, theme);
  applyTheme(theme);
}
