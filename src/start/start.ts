/*
 * The entry of the packaged app, whose one executable is both the window and, with `--cli` as its first argument, the
 * terminal: with Electron's fuse `RunAsNode` off, nothing else can run the terminal's code.
 *
 * Electron waits for this module before it is ready (electronjs.org/docs/latest/tutorial/esm). The terminal ends the
 * process itself, so that with it no window, no display and no process of Chromium's is asked for.
 */

// Packaged, arguments begin after the executable; otherwise after the executable and this script.
const at = process.argv.indexOf("--cli");
if (at === 1 || at === 2) {
  // The terminal takes what comes after two.
  process.argv.splice(2, at - 1);
  await import("../cli/onramp.ts");
} else {
  await import("../main/index.ts");
}
