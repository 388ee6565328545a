import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerAppRequest, APP_PAGE, isAppAddress } from "../../src/main/app-scheme.ts";

let root: string;
let folder: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "onramp-scheme-"));
  folder = join(root, "renderer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets", "app.js"), "export {}");
  writeFileSync(join(root, "secret.txt"), "outside");
  mkdirSync(join(root, "renderer-other"));
  writeFileSync(join(root, "renderer-other", "file.txt"), "outside");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const get = (address: string, method = "GET"): Promise<Response> =>
  answerAppRequest(folder, new Request(address, { method }));

test("the app's page is served with its type and a policy that lets nothing in from outside", async () => {
  const response = await get(APP_PAGE);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("<!doctype html>");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("unsafe");
});

test("the root of the app is its page, and its scripts are scripts", async () => {
  expect(await (await get("app://onramp/")).text()).toBe("<!doctype html>");
  const script = await get("app://onramp/assets/app.js");
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(script.headers.get("x-content-type-options")).toBe("nosniff");
});

describe("nothing outside the app's folder is served", () => {
  test.each([
    "app://onramp/../secret.txt",
    "app://onramp/%2e%2e/secret.txt",
    "app://onramp/..%2fsecret.txt",
    "app://onramp/assets/..%2f..%2fsecret.txt",
    "app://onramp/..%2frenderer-other/file.txt",
    "app://onramp/%00",
    "app://onramp/%",
    "app://stranger/index.html",
  ])("%s", async (address) => {
    const response = await get(address);
    expect([403, 404]).toContain(response.status);
    expect(await response.text()).toBe("");
  });
});

test("a missing file is not found, a folder is no file, and only reading is allowed", async () => {
  expect((await get("app://onramp/missing.js")).status).toBe(404);
  expect((await get("app://onramp/assets")).status).toBe(404);
  expect((await get(APP_PAGE, "POST")).status).toBe(405);
});

test.each([
  [APP_PAGE, true],
  ["app://onramp/index.html#log", true],
  ["app://onramp.example/index.html", false],
  ["https://onramp/index.html", false],
  ["file:///index.html", false],
  ["about:blank", false],
  ["", false],
])("%s is the app's own address: %s", (address, isOwn) => {
  expect(isAppAddress(address)).toBe(isOwn);
});
