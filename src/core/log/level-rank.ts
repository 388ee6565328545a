import { LOG_LEVELS, type LogLevel } from "../../shared/log-entry.ts";

/** A level's place in the order from `debug` (0) to `error`, for comparing and for storing. */
export const rankOf = (level: LogLevel): number => LOG_LEVELS.indexOf(level);
