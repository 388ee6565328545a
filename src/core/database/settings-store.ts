import { DEFAULT_SETTINGS, SETTINGS_SCHEMA, type Settings } from "../../shared/settings.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/** The settings; where nothing is stored, or something that this version does not allow, the default. */
export function readSettings(database: ReadableDatabase): Settings {
  const rows = prepared<{ name: string; value: string }>(database, "SELECT name, value FROM settings").all();
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const { name, value } of rows) {
    const candidate = { ...settings, [name]: JSON.parse(value) as unknown };
    if (SETTINGS_SCHEMA.safeParse(candidate).success) settings[name] = candidate[name];
  }
  return SETTINGS_SCHEMA.parse(settings);
}

/** Stores the given settings; the others stay. */
export function saveSettings(database: WritableDatabase, changed: Partial<Settings>): void {
  const save = prepared(database, "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)");
  for (const [name, value] of Object.entries(changed)) {
    if (value !== undefined) save.run(name, JSON.stringify(value));
  }
}
