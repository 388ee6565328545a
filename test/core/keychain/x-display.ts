import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";

/** Keys of the layout that Xvfb starts with, by their codes (evdev's, plus 8). */
const KEYS = { escape: 9, enter: 36, p: 33 } as const;
export type Key = keyof typeof KEYS;

/** A display of the test's own, whose keyboard the test presses. */
export interface XDisplay {
  /** As a process wants it in `DISPLAY`. */
  name: string;
  press(key: Key): void;
}

/** Starts a display without a screen, which ends with the test. */
export async function startDisplay(): Promise<XDisplay> {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  onTestFinished(async () => {
    const ended = server.exitCode === null ? once(server, "exit") : null;
    server.kill();
    await ended;
  });
  const [number] = (await once(createInterface({ input: server.stdio[3] as Readable }), "line")) as [string];
  const keyboard = await openKeyboard(`/tmp/.X11-unix/X${number}`);
  onTestFinished(() => void keyboard.socket.destroy());
  return { name: `:${number}`, press: (key) => keyboard.press(KEYS[key]) };
}

/* The X protocol, as far as it takes to press a key (x.org, "X Window System Protocol" and "XTEST Extension"). */

const QUERY_EXTENSION = 98;
const FAKE_INPUT = 2;
const [KEY_PRESS, KEY_RELEASE, MOTION] = [2, 3, 6];

async function openKeyboard(path: string): Promise<{ socket: Socket; press(code: number): void }> {
  const socket = connect(path);
  await once(socket, "connect");
  const hello = Buffer.alloc(12);
  // Little-endian, version 11.0, no authorization.
  hello.write("l");
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  await readReply(socket, (head) => 8 + 4 * head.readUInt16LE(6));

  const query = Buffer.alloc(16);
  query[0] = QUERY_EXTENSION;
  query.writeUInt16LE(query.length / 4, 2);
  query.writeUInt16LE("XTEST".length, 4);
  query.write("XTEST", 8);
  socket.write(query);
  const opcode = (await readReply(socket, () => 32))[9]!;

  const fake = (type: number, code: number, at = 0): void => {
    const request = Buffer.alloc(36);
    request.set([opcode, FAKE_INPUT, request.length / 4, 0, type, code]);
    request.writeInt16LE(at, 24);
    request.writeInt16LE(at, 26);
    socket.write(request);
  };
  // Where there is no window manager, keys go to the window under the pointer, and windows open at the corner.
  fake(MOTION, 0, 60);
  return {
    socket,
    press(code) {
      fake(KEY_PRESS, code);
      fake(KEY_RELEASE, code);
    },
  };
}

/** The server's next answer, which may come in parts. */
async function readReply(socket: Socket, lengthOf: (head: Buffer) => number): Promise<Buffer> {
  let reply = Buffer.alloc(0);
  while (reply.length < 8 || reply.length < lengthOf(reply)) {
    const [part] = (await once(socket, "data")) as [Buffer];
    reply = Buffer.concat([reply, part]);
  }
  if (reply[0] !== 1) throw new Error("the display refuses the connection");
  return reply;
}
