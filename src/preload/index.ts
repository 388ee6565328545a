import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { CALL_CHANNEL, EVENT_CHANNEL, type Bridge, type WindowEvent } from "../shared/bridge.ts";

/*
 * A bridge and nothing else: main checks every name and input, so nothing here needs to be trusted.
 * Built as one CommonJS file, the only kind that Electron loads into a sandboxed window.
 */

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, { name, input }),
  subscribe: (listener) => {
    const hear = (_event: IpcRendererEvent, event: WindowEvent): void => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, hear);
    };
  },
};

contextBridge.exposeInMainWorld("onramp", bridge);
