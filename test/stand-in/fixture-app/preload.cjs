const { contextBridge, ipcRenderer } = require("electron");

contextBridge.exposeInMainWorld("fixture", {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  subscribe: (channel, listener) => {
    const hear = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, hear);
    return () => ipcRenderer.removeListener(channel, hear);
  },
});
