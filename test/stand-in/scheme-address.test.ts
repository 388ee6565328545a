import { expect, test } from "vitest";
import { toAppAddress, toChromiumAddress } from "../../stand-in/scheme-address.ts";

test.each([
  ["app://onramp/index.html?a=1#/logs", "https://onramp.app.stand-in.invalid/index.html?a=1#/logs"],
  ["app://onramp/", "https://onramp.app.stand-in.invalid/"],
])("%s has an origin of its own in Chromium, and comes back as it was", (address, inChromium) => {
  expect(toChromiumAddress(address, ["app"])).toBe(inChromium);
  expect(toAppAddress(inChromium)).toBe(address);
});

test.each(["https://github.com/", "file:///etc/passwd", "app://user@host/", "app:onramp", "app2://onramp/"])(
  "%s is no address of the app",
  (address) => expect(toChromiumAddress(address, ["app"])).toBeNull(),
);

test("an address that is not the stand-in's stays what it is", () => {
  expect(toAppAddress("https://github.com/a")).toBe("https://github.com/a");
  expect(toAppAddress("not an address")).toBe("not an address");
});
