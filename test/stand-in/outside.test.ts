import { afterAll, beforeAll, expect, test } from "vitest";
import { patiently, startFixture, type Fixture } from "./start-fixture.ts";

/*
 * What lies outside the window: what the app shows there is recorded, and a test does what a person or the system would.
 */

let app: Fixture;
beforeAll(async () => {
  app = startFixture({ FIXTURE_OUTSIDE: "1" });
  await app.connect();
});
afterAll(() => app.stop());

const expectHeard = (event: object): Promise<void> =>
  expect.poll(() => app.events, patiently).toContainEqual(expect.objectContaining(event));

test("notifications, the tray and the progress are recorded", () => {
  expect(app.outside()).toEqual(
    expect.arrayContaining([
      { event: "progress", value: 0.5, mode: "paused" },
      { event: "notification", title: "Done", body: "All of it." },
      { event: "tray", toolTip: "Fixture", items: ["(Busy)", "Pause"] },
    ]),
  );
});

test("a notification can be clicked once", async () => {
  expect(await app.act({ do: "click-notification", title: "Done" })).toBe("done");
  await expectHeard({ event: "notification-clicked" });
  expect(await app.act({ do: "click-notification", title: "Done" })).toContain("No notification says: Done");
});

test("the tray can be clicked, and what it offers can be chosen", async () => {
  expect(await app.act({ do: "click-tray" })).toBe("done");
  expect(await app.act({ do: "choose-in-tray", label: "Pause" })).toBe("done");
  await expectHeard({ event: "tray-clicked" });
  await expectHeard({ event: "paused" });
  expect(await app.act({ do: "choose-in-tray", label: "Busy" })).toContain("has no item");
});

test("the computer sleeps, wakes, and loses and gets its mains power", async () => {
  for (const event of ["suspend", "resume", "on-battery", "on-ac"]) {
    expect(await app.act({ do: "power", event })).toBe("done");
  }
  await expectHeard({ event: "resume" });
  await expectHeard({ event: "on-battery", isOnBattery: true });
  await expectHeard({ event: "on-ac", isOnBattery: false });
  expect(await app.act({ do: "power", event: "lock-screen" })).toContain("has no event");
});

test("a link arrives, and the person looks elsewhere and back", async () => {
  await app.act({ do: "open-url", url: "fixture://somewhere" });
  await expectHeard({ event: "open-url", url: "fixture://somewhere" });
  await app.act({ do: "look", at: "elsewhere" });
  await expectHeard({ event: "blur", isFocused: false });
  await app.act({ do: "look", at: "window" });
  await expectHeard({ event: "focus", isFocused: true });
});

test("what nobody can do is answered, and the app goes on", async () => {
  expect(await app.act({ do: "fly" })).toBe("There is nothing called fly.");
  expect(await app.act([])).toContain("There is nothing called");
  expect(await app.act({ do: "click-tray" })).toBe("done");
});
