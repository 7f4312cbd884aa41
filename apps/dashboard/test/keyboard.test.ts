import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 90_000);
afterAll(() => site.close(), 30_000);

const study = "/study/kl-direction";

/** Presses Tab until an element has the focus, and returns how often. */
const tabTo = async (page: Page, target: Locator): Promise<number> => {
  await target.waitFor();
  for (let presses = 1; presses <= 150; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return presses;
  }
  throw new Error("the keyboard does not reach the element");
};

test("columns are pinned and runs are grouped by keyboard alone, and a menu closes behind the focus", async () => {
  const { page, faults } = await site.open(`${study}/runs`);
  const menu = (name: string) => page.locator("details.menu", { hasText: name }).first();
  await tabTo(page, menu("Columns").locator("summary"));
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("Find a column");
  await page.keyboard.type("beta");
  await tabTo(page, page.getByRole("button", { name: "Pin beta", exact: true }));
  await page.keyboard.press("Space");
  await page.waitForURL(/pin=objective.beta/);
  await page.locator("thead th.pinned", { hasText: "beta" }).waitFor();

  await tabTo(page, menu("Group").locator("summary"));
  expect(await menu("Columns").getAttribute("open")).toBeNull();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("checkbox", { name: "all but the seed" }));
  await page.keyboard.press("Space");
  await page.waitForURL(/group=all-but-seed/);
  await page.keyboard.press("Escape");
  const opener = page.locator("tr.group .opener").first();
  await tabTo(page, opener);
  await page.keyboard.press("Enter");
  await page.waitForURL(/open=/);
  await page.locator("tbody tr.member").first().waitFor();
  expect(faults).toEqual([]);
});

test("a part of the curves is chosen by keyboard alone", async () => {
  const { page, faults } = await site.open(`${study}/compare?curves=train/loss#curves`);
  await tabTo(page, page.getByRole("spinbutton", { name: "step from" }));
  await page.keyboard.type("500");
  await page.keyboard.press("Tab");
  await page.keyboard.type("400");
  expect(await page.getByRole("button", { name: "Zoom" }).isDisabled()).toBe(true);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2000");
  await page.keyboard.press("Enter");
  await page.waitForURL(/from=500&to=2000/);
  const all = page.getByRole("button", { name: /^Show all of step/ });
  await tabTo(page, all);
  await page.keyboard.press("Enter");
  await expect.poll(() => new URL(page.url()).searchParams.has("from")).toBe(false);
  expect(faults).toEqual([]);
});

test("images are stepped, overlaid, switched and subtracted by keyboard alone", async () => {
  const { page, faults } = await site.open(`${study}/compare`);
  const images = page.locator("#images");
  const rail = page.getByRole("navigation", { name: "On this page" });
  await tabTo(page, rail.getByRole("link", { name: "Images" }));
  await page.keyboard.press("Enter");
  await images.locator("img").first().waitFor();
  // The link leads the focus into its section too
  expect(await tabTo(page, images.getByRole("slider"))).toBeLessThan(15);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/epoch=\d/);
  await tabTo(page, images.getByLabel("overlay two runs"));
  await page.keyboard.press("Space");
  const visible = () =>
    images
      .locator(".stack")
      .first()
      .locator("img:visible")
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).alt));
  await expect.poll(async () => (await visible()).length).toBe(1);
  const [first] = await visible();
  await page.keyboard.press("f");
  await expect.poll(async () => (await visible())[0]).not.toBe(first);
  await tabTo(page, images.getByRole("button", { name: "Difference" }));
  await page.keyboard.press("Enter");
  await expect.poll(visible).toHaveLength(2);
  expect(faults).toEqual([]);
});
