import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { decodeSafetensors, loadModel } from "@vae-lab/core";
import { flattenConfig, labelOf, runTrial, type TrialConfig, trialId } from "@vae-lab/experiments";
import type { MlflowClient } from "mlflow-js-client";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configOf } from "../src/train/training-config.ts";
import { TrainingSettings } from "../src/train/training-settings.ts";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
let client: MlflowClient;
beforeAll(async () => {
  const fill = async (given: MlflowClient) => {
    client = given;
  };
  site = await openSite({ fill });
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

/** A trial in Node, on WebAssembly. */
async function* trialInNode(config: TrialConfig) {
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(entry)}/`);
  await tf.setBackend("wasm");
  yield* runTrial(config, { backend: { name: "wasm", version: version_wasm } });
}

/** The terms of its first steps. */
const termsInNode = async (settings: Partial<TrainingSettings>, steps: number) => {
  const terms: number[][] = [];
  for await (const event of trialInNode(configOf(TrainingSettings.parse(settings)))) {
    if (event.kind !== "step") continue;
    const { "train/reconstruction": reconstruction, "train/rate": rate } = event.metrics;
    terms.push([event.step, reconstruction ?? Number.NaN, rate ?? Number.NaN]);
    if (terms.length === steps) break;
  }
  return terms;
};

/** Waits for an evaluated epoch, pauses, logs the run, and returns it. */
const loggedRun = async (page: Page) => {
  await page.getByText(/test ELBO after epoch \d/).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Log this run" }).click();
  const address = await page.getByRole("link", { name: /^run [0-9a-f]{8}$/ }).getAttribute("href");
  const start = address?.split("/").at(-1) ?? "";
  const filter = `attributes.run_id LIKE '${start}%'`;
  const { experimentId = "" } = (await client.experiments.getByName("single-trials")) ?? {};
  for await (const run of client.runs.search({ experimentIds: [experimentId], filter })) return run;
  throw new Error(`the store has no run ${start}`);
};

const tensorsIn = (file: Uint8Array) => decodeSafetensors(file).tensors;

test("a logged run has the params, metrics, tags and checkpoint of the trial that Node runs on WebAssembly", async () => {
  const { page, faults } = await site.open("/train?data=bars&seed=5");
  const { info, data } = await loggedRun(page);
  expect(info.status).toBe("FINISHED");
  const epochs = Number(data.params.epochs);
  const settings = TrainingSettings.parse({ data: "bars", seed: 5 });
  const config = { ...configOf(settings), epochs };
  expect(info.runName).toBe(labelOf(config));
  let compared = 0;
  for await (const event of trialInNode(config)) {
    if (event.kind === "started") {
      const { "code.hash": _, ...known } = event.fingerprint;
      expect(data.params).toEqual({ ...flattenConfig(config), ...known });
      expect(data.tags["vae_lab.trial"]).toBe(trialId(config, known["data.hash"] ?? ""));
    }
    if (event.kind === "epoch") {
      const { "system/images_per_second": _, ...metrics } = event.metrics;
      for (const [key, value] of Object.entries(metrics)) {
        const history = client.metrics.history({ runId: info.runId, key });
        for await (const point of history)
          if (point.step === event.epoch) {
            // Browsers and Node differ in the last digits of exponentials and logarithms
            const tolerance = 1e-12 * Math.abs(value);
            expect([key, Math.abs(point.value - value) <= tolerance]).toEqual([key, true]);
            compared++;
          }
      }
    }
    if (event.kind === "finished") {
      const file = { runId: info.runId, path: "checkpoint.safetensors" };
      const logged = await client.artifacts.download(file);
      expect(tensorsIn(logged)).toEqual(tensorsIn(event.checkpoint));
      expect((await loadModel(logged)).metadata.trial).toBe(data.tags["vae_lab.trial"]);
    }
  }
  expect(compared).toBeGreaterThan(10 * epochs);
  expect(faults).toEqual([]);
}, 180_000);

test("a run whose settings were changed while it trained says so, and names no trial", async () => {
  const { page } = await site.open("/train?data=bars");
  await untilStep(page, 10);
  await page.getByRole("slider", { name: "β" }).fill("2");
  await expect.poll(() => page.url()).toContain("beta=4");
  const { data } = await loggedRun(page);
  expect(data.tags["vae_lab.warning"]).toMatch(/objective\.beta from 1 to 4 after step \d+/);
  expect(data.tags["vae_lab.trial"]).toBeUndefined();
  expect(data.params["objective.beta"]).toBe("4");
}, 120_000);

test("a run that the store takes in part is marked as failed, and the reason is shown", async () => {
  const { page } = await site.open("/train?data=bars&seed=8");
  await page.route("**/mlflow-artifacts/**", (route) =>
    route.fulfill({ status: 403, json: { error_code: "PERMISSION_DENIED", message: "full" } }),
  );
  await page.getByText(/test ELBO after epoch \d/).waitFor();
  await page.getByRole("button", { name: "Log this run" }).click();
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/full/);
  const experiments = [(await client.experiments.getByName("single-trials"))?.experimentId ?? ""];
  const statuses = [];
  const filter = "params.seed = '8'";
  for await (const { info } of client.runs.search({ experimentIds: experiments, filter }))
    statuses.push(info.status);
  expect(statuses).toEqual(["FAILED"]);
}, 120_000);

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

test("a training on shifted edges makes steps, and is offered among the data sets", async () => {
  const { page, faults } = await site.open("/train?data=shifted-edges");
  await untilStep(page, 3);
  const data = page.getByRole("combobox", { name: "data" });
  expect(await data.inputValue()).toBe("shifted-edges");
  expect(faults).toEqual([]);
});

test("digits that are not served are named as the reason", async () => {
  const { page } = await site.open("/runs");
  await page.route("**/mnist-digits*", (route) => route.fulfill({ status: 404 }));
  await page.goto(`${site.url}/train`);
  const alert = page.getByRole("alert");
  await expect
    .poll(() => alert.textContent(), { timeout: 60_000 })
    .toMatch(/cannot read the digits: .* gives 404/);
}, 120_000);
