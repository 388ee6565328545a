import { createServer } from "node:net";
import { sayInTerminal } from "./outside-log.ts";

/*
 * What a person or the system does outside the window, where a test must do it: clicks a notification, chooses in the
 * tray's menu, puts the computer to sleep. `ONRAMP_STAND_IN_REMOTE` names a socket that takes one JSON object a
 * connection, `{ "do": …, … }`, and answers "done", or why not. Without it there is no socket.
 */

type Act = (details: Record<string, unknown>) => void;

const acts = new Map<string, Act>();

/** Lets the socket do something by this name. What it throws is the answer. */
export function onRemote(name: string, act: Act): void {
  acts.set(name, act);
}

function carryOut(text: string): string {
  try {
    const { do: name, ...details } = JSON.parse(text) as Record<string, unknown>;
    const act = acts.get(String(name));
    if (!act) return `There is nothing called ${String(name)}.`;
    act(details);
    return "done";
  } catch (cause) {
    return String(cause);
  }
}

function listen(path: string): void {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (text += chunk));
    socket.on("error", () => socket.destroy());
    socket.on("end", () => socket.end(carryOut(text)));
  });
  server.on("error", (cause) => sayInTerminal(`No remote control: ${cause.message}`));
  server.listen(path);
  server.unref();
}

const path = process.env["ONRAMP_STAND_IN_REMOTE"];
if (path) listen(path);
