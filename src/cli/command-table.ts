import type { Command } from "./command.ts";
import { doctor } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { forget } from "./commands/forget.ts";
import { insights } from "./commands/insights.ts";
import { login } from "./commands/login.ts";
import { logs } from "./commands/logs.ts";
import { repos } from "./commands/repos.ts";
import { retry } from "./commands/retry.ts";
import { status } from "./commands/status.ts";
import { sync } from "./commands/sync.ts";
import { verify } from "./commands/verify.ts";

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly Command[] = [
  login,
  repos,
  sync,
  status,
  insights,
  exportCommand,
  logs,
  retry,
  verify,
  doctor,
  forget,
];
