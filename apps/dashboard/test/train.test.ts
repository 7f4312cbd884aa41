import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { runTrial } from "@vae-lab/experiments";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configOf } from "../src/train/training-config.ts";
import { TrainingSettings } from "../src/train/training-settings.ts";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 120_000);
afterAll(() => site.close());

const progressOf = (page: Page, panel = 0) =>
  page.locator(".training .progress").nth(panel).textContent();

const stepOf = async (page: Page, panel = 0): Promise<number> =>
  Number(/step (\d+)/.exec((await progressOf(page, panel)) ?? "")?.[1] ?? 0);

const rateOf = async (page: Page, panel = 0): Promise<number> =>
  Number(/rate (\d+(\.\d+)?)/.exec((await progressOf(page, panel)) ?? "")?.[1] ?? Number.NaN);

const untilStep = (page: Page, step: number, panel = 0) =>
  expect.poll(() => stepOf(page, panel), { timeout: 90_000 }).toBeGreaterThanOrEqual(step);

/** Step, reconstruction and rate of every step since the start. */
const downloadedTerms = async (page: Page): Promise<number[][]> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  const [, ...lines] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  return lines.map((line) => line.split(",").map(Number));
};

/** The same of a trial in Node, on WebAssembly. */
const termsInNode = async (settings: Partial<TrainingSettings>, steps: number) => {
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(entry)}/`);
  await tf.setBackend("wasm");
  const backend = { name: "wasm", version: version_wasm } as const;
  const config = configOf(TrainingSettings.parse(settings));
  const terms: number[][] = [];
  for await (const event of runTrial(config, { backend })) {
    if (event.kind !== "step") continue;
    const { "train/reconstruction": reconstruction, "train/rate": rate } = event.metrics;
    terms.push([event.step, reconstruction ?? Number.NaN, rate ?? Number.NaN]);
    if (terms.length === steps) break;
  }
  return terms;
};

test("the first 200 steps in the page have the terms of the trial that Node runs on WebAssembly", async () => {
  const { page, faults } = await site.open("/train?seed=3");
  await untilStep(page, 200);
  await page.getByRole("button", { name: "Pause" }).click();
  const inPage = await downloadedTerms(page);
  expect(inPage.slice(0, 200)).toEqual(await termsInNode({ seed: 3 }, 200));
  expect(faults).toEqual([]);
}, 120_000);

test("a paused training makes one step at a time, and a new start begins at step 1", async () => {
  const { page, faults } = await site.open("/train");
  await untilStep(page, 5);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.waitForTimeout(500); // the step under way ends
  const before = await stepOf(page);
  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(() => stepOf(page)).toBe(before + 1);
  await page.getByRole("button", { name: "Start anew" }).click();
  await expect.poll(() => stepOf(page), { timeout: 60_000 }).toBe(1);
  expect(faults).toEqual([]);
}, 120_000);

test("a larger beta while it trains keeps the steps that were made, and lowers the rate", async () => {
  const { page, faults } = await site.open("/train");
  await untilStep(page, 150);
  const slider = page.getByRole("slider", { name: "β" });
  await slider.fill("6");
  await expect.poll(() => page.url()).toContain("beta=64");
  const changedAt = await stepOf(page);
  await untilStep(page, changedAt + 150);
  expect(await rateOf(page)).toBeLessThan(0.5);
  await page.getByRole("button", { name: "Pause" }).click();
  const terms = await downloadedTerms(page);
  expect(terms.map(([step]) => step)).toEqual(terms.map((_, i) => i + 1));
  const rateBefore = terms.find(([step]) => step === 140)?.[2];
  expect(rateBefore).toBeGreaterThan(1.5);
  expect(faults).toEqual([]);
}, 180_000);

test("two trainings that differ in beta show collapse beside a code in use", async () => {
  const { page, faults } = await site.open("/train?vs=beta:64");
  await untilStep(page, 200);
  await untilStep(page, 200, 1);
  await page.getByRole("button", { name: "Pause" }).click();
  expect(await rateOf(page)).toBeGreaterThan(1);
  expect(await rateOf(page, 1)).toBeLessThan(0.5);
  expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual([
    "β: 1",
    "β: 64",
  ]);
  expect(faults).toEqual([]);
}, 180_000);

test("nonsense in the URL gives the default training", async () => {
  const { page, faults } = await site.open(
    "/train?beta=lots&regulariser=wasserstein&seed=-1&vs=x:y:z",
  );
  await untilStep(page, 2);
  expect(await page.getByRole("combobox", { name: "regulariser" }).inputValue()).toBe("reverse-kl");
  expect(await page.locator(".training").count()).toBe(1);
  expect(faults).toEqual([]);
}, 120_000);

test("digits that are not served are named as the reason", async () => {
  const { page } = await site.open("/runs");
  await page.route("**/mnist-digits*", (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.url}/train`);
  const alert = page.getByRole("alert");
  await expect
    .poll(() => alert.textContent(), { timeout: 60_000 })
    .toMatch(/cannot read the digits: .* gives 404/);
}, 120_000);
