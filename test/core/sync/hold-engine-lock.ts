import { takeEngineLock } from "../../../src/core/sync/engine-lock.ts";

/** Takes the engine lock of the directory that is the first argument, says so, and holds it until it is killed. */
const lock = takeEngineLock(process.argv[2]!, new Date("2026-11-24T09:00:00Z"));
process.stdout.write(`${JSON.stringify(lock.ok ? "held" : lock.failure)}\n`);
setInterval(() => undefined, 60_000);
