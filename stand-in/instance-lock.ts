import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sayInTerminal } from "./outside-log.ts";

/** What a second start tells the first. */
interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** Connects, sends one line, and exits 0 only if the other side took it. Run by a child, since the caller may not wait asynchronously. */
const knock = `
const [address, line] = process.argv.slice(1)
const socket = require('node:net').connect(address, () => socket.end(line))
socket.on('data', () => process.exit(0)).on('error', () => process.exit(1)).on('close', () => process.exit(1))
setTimeout(() => process.exit(1), 2000)
`;

function socketAddress(directory: string): string {
  const name = `stand-in-${createHash("sha256").update(directory).digest("hex").slice(0, 16)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function createLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

function reachFirst(directory: string, line: string): boolean {
  const lockPath = join(directory, "instance.lock");
  // A number alone proves nothing, since numbers come round again; but one that answers is the first instance,
  // and one that runs may only just have begun.
  for (let attempt = 0; attempt < 10; attempt++) {
    if (spawnSync(process.execPath, ["-e", knock, socketAddress(directory), line]).status === 0) return true;
    if (!isRunning(Number(readFileSync(lockPath, "utf8")))) return false;
  }
  return false;
}

/**
 * Takes the one lock of `directory` and returns true; or tells the process that holds it about this start, and
 * returns false. The lock of a process that was killed is taken over.
 */
export function takeInstanceLock(
  directory: string,
  second: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lockPath = join(directory, "instance.lock");
  const address = socketAddress(directory);
  if (!createLock(lockPath)) {
    if (reachFirst(directory, JSON.stringify(second))) return false;
    rmSync(lockPath, { force: true });
    if (!createLock(lockPath)) return false;
  }
  if (process.platform !== "win32") rmSync(address, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (text += chunk));
    socket.on("error", () => socket.destroy());
    socket.on("end", () => {
      socket.end("taken");
      onSecond(JSON.parse(text) as SecondInstance);
    });
  });
  server.on("error", (cause) => sayInTerminal(`A second start will not reach this one: ${cause.message}`));
  server.listen(address);
  server.unref();
  process.once("exit", () => {
    server.close();
    rmSync(lockPath, { force: true });
  });
  return true;
}
