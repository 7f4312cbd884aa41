import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@vae-lab/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPage } from "./built-page.ts";
import { makeStore } from "./make-store.ts";
import { serve } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-e2e-"));
const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let browser: Browser;
let url: string;

beforeAll(async () => {
  const store = await makeStore(join(folder, "home"));
  const served = await serve(await builtPage(), store);
  browser = await openChromium();
  ends.unshift(
    () => browser.close(),
    () => served.close(),
    () => store.close(),
  );
  url = served.url;
}, 180_000);

afterAll(async () => {
  for (const end of ends) await end();
}, 30_000);

/** A page that must not log errors or send requests to other servers. */
const openPage = async (): Promise<{ page: Page; faults: string[] }> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(40_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url))
      faults.push(`asked ${request.url()}`);
  });
  return { page, faults };
};

const line = 'g[data-label=line][stroke-width="2"] path';

/** The content of a comparison once it is loaded. */
const shown = async (page: Page) => {
  await page.locator("#curves").scrollIntoViewIfNeeded();
  await page.locator(`#curves ${line}`).first().waitFor();
  await page.locator("#images").scrollIntoViewIfNeeded();
  await page.locator("#images img").first().waitFor();
  await page.locator("#codes").scrollIntoViewIfNeeded();
  await page.locator("#codes svg").first().waitFor();
  await page.locator("#beta").scrollIntoViewIfNeeded();
  await page.locator("#beta svg").first().waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>("#images img")].every(
      (image) => image.complete && image.naturalWidth > 0,
    ),
  );
  return {
    runs: await page.locator(".run-key a").allTextContents(),
    lines: await page.locator("#curves figure").first().locator(line).count(),
    images: await page
      .locator("#images img")
      .evaluateAll((all) => all.map((one) => one.getAttribute("alt"))),
    ringed: await page
      .locator("#beta figure")
      .first()
      .locator("svg g[stroke-width='1.75'] > *")
      .count(),
  };
};

test("open, filter, select three runs, see their curves and images, reload and see the same", async () => {
  const { page, faults } = await openPage();
  await page.goto(`${url}/runs`);
  await page.locator("tbody tr").first().waitFor();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(6);

  const filter = page.getByRole("combobox", { name: "Filter runs" });
  await filter.fill("reverse-kl latent=4 beta>=1");
  await page.getByText("3 of 6 runs").waitFor();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(3);
  await page.getByRole("checkbox", { name: "Select all runs shown" }).check();
  await filter.fill("");
  await page.getByText("6 runs", { exact: true }).waitFor();
  await expect.poll(() => page.locator("tbody input:checked").count()).toBe(3);

  await page.getByRole("link", { name: "Compare 3 runs" }).click();
  const before = await shown(page);
  expect(before.runs).toHaveLength(3);
  expect(before.lines).toBe(3);
  expect(before.ringed).toBe(3);
  for (const run of before.runs)
    expect(before.images).toContain(`reconstructions of ${run} at epoch 2`);

  await page.getByRole("slider", { name: /epoch/ }).first().press("ArrowLeft");
  await page.waitForURL(/epoch=1/);
  await page.getByAltText(`samples of ${before.runs[0]} at epoch 1`).waitFor();
  const earlier = await shown(page);
  expect(earlier.images).toContain(`samples of ${before.runs[0]} at epoch 1`);
  await page.reload();
  await expect.poll(() => shown(page)).toEqual(earlier);
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);

test("the page of a run shows its params, a dash for metrics that do not apply, a link to its log, and its model", async () => {
  const { page, faults } = await openPage();
  await page.goto(`${url}/?q=model:autoencoder`);
  await page.getByRole("link", { name: "autoencoder", exact: false }).first().click();
  const results = page.locator(".facts-list").first();
  await results.waitFor();
  expect(await results.locator("div", { hasText: /^rate/ }).textContent()).toBe("rate— ");
  const log = await page.getByRole("link", { name: "log.txt" }).getAttribute("href");
  const text = await page.evaluate(async (href) => (await fetch(href)).text(), log ?? "");
  expect(text).toContain("finished after");
  await page.getByRole("link", { name: "command to train it again" }).click();
  const command = page.locator("#reproduce pre").first();
  await expect
    .poll(async () => (await command.boundingBox())?.y ?? Number.POSITIVE_INFINITY)
    .toBeLessThan(900);
  expect(await command.textContent()).toMatch(
    /^echo '\{"dataset".*"kind":"autoencoder".*\}' \| npm run --silent vae-lab -- train -$/,
  );
  const model = page.locator("#model");
  await model.scrollIntoViewIfNeeded();
  await model.getByRole("img", { name: /^Graphical model: .* z = f\(x\)$/ }).waitFor();
  expect(await model.locator("math").textContent()).toBe("logp(x|z=f(x))");
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);

test("a run without a model shows its metrics, params, tags and files", async () => {
  const { page, faults } = await openPage();
  await page.goto(`${url}/runs`);
  await page.getByRole("combobox", { name: "Experiment" }).selectOption({ label: "tables" });
  await page.getByRole("columnheader", { name: "passed" }).waitFor();
  await page.getByRole("link", { name: "verify", exact: true }).click();
  await page.getByText("IWAE pathwise as exact").waitFor();
  expect((await page.locator(".facts-list").allTextContents()).slice(0, 2)).toEqual([
    "verify/passed3",
    "estimates1000",
  ]);
  expect(await page.locator(".section h2").allTextContents()).toEqual([
    "Metrics",
    "Params",
    "Tags",
    "Files",
  ]);
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);

test("runs can be selected and compared by keyboard, and the theme is remembered", async () => {
  const { page, faults } = await openPage();
  await page.goto(`${url}/runs`);
  await page.locator("tbody input").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("pathwise");
  await page.getByText("5 of 6 runs").waitFor();
  await page.locator("tbody input").first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByRole("link", { name: "Compare 2 runs" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Comparing 2 runs" }).waitFor();
  await page.getByRole("button", { name: "Switch to the dark theme" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Switch to the light theme" }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);
