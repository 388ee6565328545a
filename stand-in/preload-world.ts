import type { Codec } from "./codec.ts";
import { createCodec } from "./codec.ts";
import { watchPermissions } from "./permission-watch.ts";

/** What the page tells main, as one JSON text a message. `args` is text of the codec. */
export type PageMessage =
  | { kind: "hello"; state: PageState }
  | { kind: "state"; state: PageState }
  | { kind: "invoke"; id: number; channel: string; args: string }
  | { kind: "send"; channel: string; args: string }
  | { kind: "shortcut"; index: number }
  | { kind: "permission"; permission: string }
  | { kind: "preload-error"; message: string };

/** What main tells the page. `args` and `value` are text of the codec. */
export type MainMessage =
  | { kind: "reply"; id: number; ok: true; value: string }
  | { kind: "reply"; id: number; ok: false; message: string }
  | { kind: "event"; channel: string; args: string }
  | { kind: "shortcuts"; shortcuts: readonly Shortcut[] };

/** A key combination of the application menu, in the words of the page's key events. */
export interface Shortcut {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
}

/** What a page knows of its surroundings. */
export interface PageState {
  readonly focused: boolean;
  readonly dark: boolean;
  /** The part of its screen that windows may fill, in device-independent pixels. */
  readonly workArea: { x: number; y: number; width: number; height: number };
}

interface PreloadWorldOptions {
  /** The names, unguessable and new for each window, of the binding to main and of the receiver of main's messages. */
  readonly bindingName: string;
  readonly receiverName: string;
  readonly platform: string;
}

/** The few things of a page that are used here; the project's Node code knows no DOM types. */
interface PageGlobal extends Record<string, unknown> {
  readonly top: unknown;
  readonly window: unknown;
  readonly screen: {
    /** Chromium has these two beside the standard's. */
    readonly availLeft: number;
    readonly availTop: number;
    readonly availWidth: number;
    readonly availHeight: number;
  };
  readonly document: { hasFocus(): boolean };
  matchMedia(query: string): { matches: boolean; addEventListener(type: string, listener: () => void): void };
  addEventListener(type: string, listener: (event: PageKeyEvent) => void, capture: boolean): void;
  removeEventListener(type: string, listener: (event: PageKeyEvent) => void, capture: boolean): void;
  reportError(cause: unknown): void;
}

interface PageKeyEvent {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly isTrusted: boolean;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

type WatchPermissions = (tell: (permission: string) => void) => void;

type Preload = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
) => void;

/**
 * Runs in the page before any of its own scripts: takes the binding away from the page, gives the preload script
 * `contextBridge` and `ipcRenderer`, and lets it run.
 *
 * Sent to the page as text: it must not refer to anything outside itself. Everything it needs later it takes hold
 * of now, so that the page cannot replace it, and messages are put together from parts that the page cannot
 * influence, so that the page cannot name a channel which the preload script does not use.
 */
function installPreloadWorld(
  options: PreloadWorldOptions,
  codec: Codec,
  watchPermissionsOf: WatchPermissions,
  preload: Preload,
): void {
  const page = globalThis as unknown as PageGlobal;
  const post = page[options.bindingName] as (text: string) => void;
  delete page[options.bindingName];
  // Frames within the page get neither the bridge nor the binding, as in Electron.
  if (page.top !== page.window) return;

  const { stringify, parse } = JSON;
  const { freeze, defineProperty, entries, getPrototypeOf } = Object;
  const objectPrototype = Object.prototype;
  const listeners = new Map<string, { listener: (...args: unknown[]) => void; once: boolean }[]>();
  const pending = new Map<number, { resolve(value: unknown): void; reject(cause: Error): void }>();
  let lastId = 0;
  let shortcuts: readonly Shortcut[] = [];

  function postState(kind: "hello" | "state"): void {
    const { availLeft: x, availTop: y, availWidth: width, availHeight: height } = page.screen;
    const dark = page.matchMedia("(prefers-color-scheme: dark)").matches;
    const state = { focused: page.document.hasFocus(), dark, workArea: { x, y, width, height } };
    post(`{"kind":"${kind}","state":${stringify(state)}}`);
  }

  function invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      const text = stringify(codec.encode(args));
      pending.set(id, { resolve, reject });
      post(`{"kind":"invoke","id":${id},"channel":${stringify(String(channel))},"args":${text}}`);
    });
  }

  function send(channel: string, ...args: unknown[]): void {
    const text = stringify(codec.encode(args));
    post(`{"kind":"send","channel":${stringify(String(channel))},"args":${text}}`);
  }

  function listen(channel: string, listener: (...args: unknown[]) => void, once: boolean): object {
    const others = listeners.get(channel) ?? [];
    listeners.set(channel, [...others, { listener, once }]);
    return ipcRenderer;
  }

  function removeListener(channel: string, listener: (...args: unknown[]) => void): object {
    const all = listeners.get(channel) ?? [];
    const last = all.findLastIndex((entry) => entry.listener === listener);
    listeners.set(
      channel,
      all.filter((_, index) => index !== last),
    );
    return ipcRenderer;
  }

  const ipcRenderer = freeze({
    invoke,
    send,
    on: (channel: string, listener: (...args: unknown[]) => void) => listen(channel, listener, false),
    addListener: (channel: string, listener: (...args: unknown[]) => void) =>
      listen(channel, listener, false),
    once: (channel: string, listener: (...args: unknown[]) => void) => listen(channel, listener, true),
    off: removeListener,
    removeListener,
    removeAllListeners: (channel: string) => (listeners.delete(channel), ipcRenderer),
  });

  function dispatch(channel: string, args: unknown[]): void {
    for (const entry of listeners.get(channel) ?? []) {
      if (entry.once) removeListener(channel, entry.listener);
      try {
        // Without `sender`, which a script of the page might get hold of.
        entry.listener({ ports: [] }, ...args);
      } catch (cause) {
        page.reportError(cause);
      }
    }
  }

  function receive(message: MainMessage): void {
    switch (message.kind) {
      case "reply": {
        const waiting = pending.get(message.id);
        pending.delete(message.id);
        if (message.ok) waiting?.resolve(codec.decode(message.value));
        else waiting?.reject(new Error(message.message));
        return;
      }
      case "event":
        dispatch(message.channel, codec.decode(message.args) as unknown[]);
        return;
      case "shortcuts":
        shortcuts = message.shortcuts;
        return;
    }
  }

  /** What `contextBridge` lets across: copies of plain values, and functions that copy in turn. */
  function bridged(value: unknown, frozen: boolean): unknown {
    if (typeof value === "function") {
      const call = value as (...args: unknown[]) => unknown;
      return freeze((...args: unknown[]) => bridged(call(...args.map((arg) => bridged(arg, false))), false));
    }
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Promise) return value.then((result) => bridged(result, false));
    if (value instanceof Error) return value;
    if (Array.isArray(value)) {
      const copy = value.map((item) => bridged(item, frozen));
      return frozen ? freeze(copy) : copy;
    }
    const prototype: unknown = getPrototypeOf(value);
    if (prototype !== objectPrototype && prototype !== null) return codec.decode(codec.encode(value));
    const copy: Record<string, unknown> = {};
    for (const [key, item] of entries(value)) {
      defineProperty(copy, key, {
        value: bridged(item, frozen),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return frozen ? freeze(copy) : copy;
  }

  const contextBridge = freeze({
    exposeInMainWorld: (key: string, api: unknown) => {
      if (Object.hasOwn(page, key))
        throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`);
      defineProperty(page, key, {
        value: bridged(api, true),
        enumerable: true,
        writable: false,
        configurable: false,
      });
    },
  });

  // A page that calls or reads this talks to itself only: what reaches main goes through `post`.
  defineProperty(page, options.receiverName, {
    value: (text: string) => receive(parse(text) as MainMessage),
    enumerable: false,
    writable: false,
    configurable: false,
  });

  const reportState = (): void => postState("state");
  for (const type of ["resize", "focus", "blur", "load"]) page.addEventListener(type, reportState, false);
  page.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", reportState);
  const onKey = (event: PageKeyEvent): void => {
    const index = shortcuts.findIndex(
      ({ key, ctrl, alt, shift, meta }) =>
        key === event.key.toLowerCase() &&
        ctrl === event.ctrlKey &&
        alt === event.altKey &&
        shift === event.shiftKey &&
        meta === event.metaKey,
    );
    if (index < 0 || !event.isTrusted || event.defaultPrevented) return;
    event.preventDefault();
    post(`{"kind":"shortcut","index":${index}}`);
  };
  // The menu gets what the page leaves: Electron asks it about keys that the page has not dealt with. A listener that is
  // added only when a key comes is called after all of the page's.
  const addListener = page.addEventListener.bind(page);
  const dropListener = page.removeEventListener.bind(page);
  const listenLast = (): void => {
    dropListener("keydown", onKey, false);
    addListener("keydown", onKey, false);
  };
  page.addEventListener("keydown", listenLast, true);

  watchPermissionsOf((permission) => post(`{"kind":"permission","permission":${stringify(permission)}}`));
  postState("hello");
  const requirePart = (id: string): unknown => {
    if (id === "electron" || id === "electron/renderer") return { contextBridge, ipcRenderer };
    throw new Error(`A sandboxed preload script cannot require '${id}'.`);
  };
  const process = freeze({
    platform: options.platform,
    argv: [],
    env: {},
    versions: {},
    type: "renderer",
    sandboxed: true,
    contextIsolated: true,
  });
  const module = { exports: {} };
  try {
    preload(requirePart, module, module.exports, process);
  } catch (cause) {
    post(`{"kind":"preload-error","message":${stringify(String(cause))}}`);
    throw cause;
  }
}

/** The whole script that Chromium runs at the start of every document of the window. */
export function composePreloadScript(options: PreloadWorldOptions, preloadSource: string): string {
  return `(${installPreloadWorld.toString()})(
${JSON.stringify(options)},
(${createCodec.toString()})(),
${watchPermissions.toString()},
function (require, module, exports, process) {
${preloadSource}
})`;
}
