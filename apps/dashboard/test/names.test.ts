import { openChromium } from "@vae-lab/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPage } from "./built-page.ts";
import { serve } from "./serve.ts";

const ends: (() => unknown)[] = [];
let page: Page;
let url: string;

beforeAll(async () => {
  const served = await serve(await builtPage("fixture"));
  const browser: Browser = await openChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  ends.unshift(
    () => browser.close(),
    () => served.close(),
  );
  url = served.url;
}, 180_000);

afterAll(async () => {
  for (const end of ends) await end();
}, 30_000);

/** Controls without an accessible name. */
const nameless = async (): Promise<string[]> =>
  (await page.locator("body").ariaSnapshot())
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^- (button|link|checkbox|combobox|searchbox|slider)\b(?! ")/.test(line));

test("every control of the runs page has a name", async () => {
  await page.goto(`${url}/runs`);
  await page.getByRole("combobox", { name: "Filter runs" }).waitFor();
  await page.getByRole("combobox", { name: "Experiment" }).waitFor();
  await page.getByRole("checkbox", { name: "Select all runs shown" }).waitFor();
  expect(await nameless()).toEqual([]);
});

test("every control of a comparison has a name, and sliders keep it when they move", async () => {
  await page.goto(`${url}/compare`);
  await page.locator("#settings").waitFor();
  for (const id of ["settings", "beta", "curves", "images", "codes", "units"])
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  const epoch = page.getByRole("slider", { name: "epoch", exact: true }).first();
  await epoch.press("ArrowLeft");
  await page.waitForURL(/epoch=2/);
  await epoch.press("ArrowLeft");
  await page.waitForURL(/epoch=1/);
  await page.getByRole("slider", { name: "smoothing", exact: true }).waitFor();
  await page.getByRole("combobox", { name: "x", exact: true }).waitFor();
  await page.getByRole("combobox", { name: "models", exact: true }).waitFor();
  await page.getByLabel("log y").waitFor();
  await page.getByRole("group", { name: "Metrics" }).first().waitFor();
  expect(await nameless()).toEqual([]);
});
