import { createCodec } from "./codec.ts";
import { sayInTerminal } from "./outside-log.ts";
import type { MainMessage } from "./preload-world.ts";
import { StrictEmitter } from "./strict.ts";

/** The frame a message came from: always a window's own page, since frames within it have no bridge. */
export interface SenderFrame {
  /** In the app's own form. */
  readonly url: string;
  readonly origin: string;
  readonly parent: null;
}

export interface IpcMainEvent {
  readonly sender: object;
  readonly senderFrame: SenderFrame;
}

type Handler = (event: IpcMainEvent, ...args: unknown[]) => unknown;

const codec = createCodec();

class IpcMain extends StrictEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Answers one `ipcRenderer.invoke`; never rejects. A failure is worded as Electron's. */
  async answer(
    event: IpcMainEvent,
    { id, channel, args }: { id: number; channel: string; args: string },
  ): Promise<MainMessage> {
    try {
      const handler = this.#handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const value = await handler(event, ...(codec.decode(args) as unknown[]));
      return { kind: "reply", id, ok: true, value: codec.encode(value) };
    } catch (cause) {
      sayInTerminal(`Error occurred in handler for '${channel}': ${describe(cause)}`);
      const message = `Error invoking remote method '${channel}': ${String(cause)}`;
      return { kind: "reply", id, ok: false, message };
    }
  }

  /** Hands one `ipcRenderer.send` to the channel's listeners. */
  deliver(event: IpcMainEvent, { channel, args }: { channel: string; args: string }): void {
    this.emit(channel, event, ...(codec.decode(args) as unknown[]));
  }
}

function describe(cause: unknown): string {
  return (cause instanceof Error && cause.stack) || String(cause);
}

export const ipcMain = new IpcMain();
