import { expect, test } from "./fixtures.ts";

test("the app opens on a choice: to try the sample organization, or to connect GitHub", async ({
  page,
  takeScreenshot,
}) => {
  await expect(page.getByRole("button", { name: "Try the sample organization" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Connect GitHub" })).toBeVisible();
  await expect(page).toHaveTitle("Onramp");
  await takeScreenshot("start");
});
