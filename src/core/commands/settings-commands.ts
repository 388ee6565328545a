import { ok } from "../../shared/result.ts";
import { readSettings, saveSettings } from "../database/settings-store.ts";
import type { Handlers } from "./parts.ts";

export const settingsCommands: Handlers<"settings.set"> = {
  "settings.set": async ({ database, writer, applySettings, emit }, changed) => {
    await writer.write(() =>
      saveSettings(
        database,
        Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)),
      ),
    );
    const settings = readSettings(database);
    applySettings(settings);
    emit({ name: "settings.changed", payload: { settings } });
    return ok(settings);
  },
};
