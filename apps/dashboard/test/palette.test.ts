import { axeViolations } from "@vae-lab/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site.close(), 30_000);

/** Opens the palette by its key and types into it. */
const search = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  const input = page.getByRole("combobox", { name: "Command palette" });
  await input.waitFor();
  await expect.poll(() => input.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.keyboard.type(text);
};

test("a page, a study, a run and a finding are opened by keyboard alone", async () => {
  const { page, faults } = await site.open("/study/kl-direction/runs");
  await page.getByText("39 runs", { exact: true }).waitFor();
  const go = async (text: string, option: string | RegExp, address: RegExp) => {
    await search(page, text);
    const found = page.getByRole("option", { name: option }).first();
    await found.waitFor();
    await expect.poll(() => found.getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Enter");
    await page.waitForURL(address);
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  };
  await go("reverse-kl 16 score", "reverse-kl · β 16 · score", /\/study\/kl-direction\/run\//);
  await page.getByRole("heading", { level: 1, name: /reverse-kl · β 16/ }).waitFor();
  await go("verify", /^Verify/, /\/verify$/);
  await go("collapse-onset", /^collapse-onset/, /\/study\/collapse-onset$/);
  await go("e19", "The KL term regularises.", /\/findings#E19$/);
  await page.goBack();
  await page.waitForURL(/\/study\/collapse-onset$/);
  expect(faults).toEqual([]);
});

test("arrow keys choose among the results, and Escape returns the focus", async () => {
  const { page } = await site.open("/study/kl-direction/runs");
  const box = page.locator("tbody input").first();
  await box.focus();
  await search(page, "known");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true);
  await search(page, "");
  const options = page.getByRole("option");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => options.nth(2).getAttribute("aria-selected")).toBe("true");
});

test("an action switches the theme, another groups the runs", async () => {
  const { page } = await site.open("/study/kl-direction/runs?q=pathwise", { colorScheme: "light" });
  await page.locator("tbody input").first().waitFor();
  await search(page, "dark theme");
  await page.getByRole("option", { name: "Switch to the dark theme" }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
  await search(page, "group runs");
  await page.getByRole("option", { name: /^Group runs/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/group=all-but-seed/);
  expect(page.url()).toContain("q=pathwise");
});

test("a text without results says so", async () => {
  const { page } = await site.open("/");
  await page.getByRole("button", { name: /Ctrl K/ }).click();
  await page.getByRole("combobox", { name: "Command palette" }).fill("no such thing");
  await page.getByText("Nothing has these words.").waitFor();
});

test("axe finds nothing on the palette: light and wide, dark and narrow", async () => {
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const) {
    const { page } = await site.open("/study/kl-direction/runs", {
      colorScheme,
      viewport: { width, height: 900 },
    });
    await page.getByText("39 runs", { exact: true }).waitFor();
    await search(page, "kl");
    await page.getByRole("option").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
  }
});
