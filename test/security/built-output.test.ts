import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { buildApp, isBuildStale } from "../../scripts/start/build-app.ts";
import { answerAppRequest, APP_PAGE } from "../../src/main/app-scheme.ts";

/*
 * What the build made, looked at without running it: the settings that Electron's checklist asks for are in what ships,
 * and nothing of what it warns of is.
 */

interface BuiltFile {
  path: string;
  text: string;
}

let main: BuiltFile[];
let preload: BuiltFile[];
let page: BuiltFile[];

beforeAll(async () => {
  if (isBuildStale(ROOT)) await buildApp();
  const read = (pattern: string): BuiltFile[] =>
    globSync(pattern, { cwd: join(ROOT, "out") }).map((path) => ({
      path,
      text: readFileSync(join(ROOT, "out", path), "utf8"),
    }));
  main = read("main/**/*.js");
  preload = read("preload/*");
  page = read("renderer/**/*.{html,js,css}");
}, 120_000);

const holding = (files: readonly BuiltFile[], pattern: RegExp): string[] =>
  files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test("there is output of every part to look at", () => {
  expect(main.length).toBeGreaterThan(4);
  expect(preload.map(({ path }) => path)).toEqual([join("preload", "index.cjs")]);
  expect(
    page.some(({ path }) => path.endsWith(".html")) && page.some(({ path }) => path.endsWith(".js")),
  ).toBe(true);
});

describe("the window's page", () => {
  test("is isolated and sandboxed, without Node, and none of its protections is turned off", () => {
    const windows = main.flatMap(({ text }) => [...text.matchAll(/new BrowserWindow\(/g)]);
    expect(windows).toHaveLength(1);
    const preferences = main.flatMap(({ text }) => text.match(/webPreferences:\s*\{[^}]*\}/g) ?? []);
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatch(/contextIsolation:\s*(true|!0)/);
    expect(preferences[0]).toMatch(/sandbox:\s*(true|!0)/);
    expect(preferences[0]).toMatch(/nodeIntegration:\s*(false|!1)/);
    const forbidden =
      /nodeIntegrationIn|webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webviewTag|allowpopups|disable-web-security|no-sandbox|ignore-certificate-errors|setCertificateVerifyProc|remote-debugging|executeJavaScript|insertCSS/i;
    expect(holding([...main, ...preload, ...page], forbidden)).toEqual([]);
  });

  test("loads nothing from anywhere else", () => {
    const html = page.find(({ path }) => path.endsWith(".html"))!.text;
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]!);
    expect(addresses.length).toBeGreaterThan(1);
    expect(addresses.filter((address) => !/^\.?\/?assets\//.test(address))).toEqual([]);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:|<(iframe|object|embed|webview)/i);
    expect(
      holding(
        page.filter(({ path }) => path.endsWith(".css")),
        /@import|url\(\s*["']?(https?:|\/\/)/,
      ),
    ).toEqual([]);
    expect(
      holding(
        page,
        /import\(\s*["'`]https?:|new (Worker|SharedWorker|WebSocket|EventSource|XMLHttpRequest)\b|\bfetch\(/,
      ),
    ).toEqual([]);
  });

  test("makes no code of text, and has no map to its sources", () => {
    const making = page.flatMap(
      ({ text }) => text.match(/.{0,12}(\beval|\bFunction|document\.write)\(.{0,12}/g) ?? [],
    );
    // zod looks whether it may, unless it is told that it may not, as it is (src/renderer/no-eval.ts).
    expect(making.filter((place) => !place.includes("return Function(``),!0}"))).toEqual([]);
    expect(holding(page, /set(Timeout|Interval)\(\s*["'`]/)).toEqual([]);
    expect(holding([...page, ...preload], /sourceMappingURL/)).toEqual([]);
  });

  test("is served with a policy that allows its own files and nothing else", async () => {
    const answer = await answerAppRequest(join(ROOT, "out/renderer"), new Request(APP_PAGE));
    const policy = answer.headers.get("content-security-policy")!;
    const sources = policy.split("; ").flatMap((directive) => directive.split(" ").slice(1));
    expect([...new Set(sources)].sort()).toEqual(["'none'", "'self'", "data:"]);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/worker-src 'none'/);
    expect(policy).toMatch(/base-uri 'none'/);
    // Only pictures may be written into the page.
    expect(policy.match(/\S+-src [^;]*data:/g)).toEqual(["img-src 'self' data:"]);
  });
});

test("the preload script gives the page two functions on two channels, and requires Electron alone", () => {
  const [{ text }] = preload as [BuiltFile];
  expect([...text.matchAll(/require\(([^)]*)\)/g)].map((match) => match[1])).toEqual(['"electron"']);
  expect(text.match(/exposeInMainWorld\(/g)).toHaveLength(1);
  expect([...text.matchAll(/ipcRenderer\.(\w+)/g)].map((match) => match[1]!).sort()).toEqual([
    "invoke",
    "on",
    "removeListener",
  ]);
  // Handed on as a value, it would let the page name any channel.
  expect(text).not.toMatch(/[:=(,[]\s*(electron\.)?ipcRenderer\s*[,;)}\]]/);
});

test("main listens on one channel, and opens outside only what has been checked", () => {
  const all = main.map(({ text }) => text).join("\n");
  expect(all.match(/ipcMain\.(handle|on|once|handleOnce)\(/g)).toEqual(["ipcMain.handle("]);
  expect(all.match(/shell\.openExternal\(/g)).toHaveLength(1);
  expect(all).toMatch(/shell\.openExternal\(\s*link\.value\s*\)/);
  expect(all).not.toMatch(/loadFile\(|loadURL\(\s*["'`](https?|file):/);
});
