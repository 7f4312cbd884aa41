import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSweep, TrialConfig } from "@vae-lab/experiments";
import { axeViolations } from "@vae-lab/testing";
import type { MlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logLinearRun, logLinearStudy } from "./linear-store.ts";
import { openSite, type Site } from "./open-site.ts";
import { sections, showAll } from "./sections.ts";

const workspace = mkdtempSync(join(tmpdir(), "vae-lab-collapse-"));

/** A trial of the laboratory that is measured in full. */
const sweepOne = async (client: MlflowClient): Promise<void> => {
  const trial = TrialConfig.parse({
    dataset: { name: "bars", trainSize: 200, testSize: 100 },
    model: {
      kind: "vae",
      latent: 2,
      hidden: [8],
      likelihood: { kind: "gaussian", variance: 0.05 },
    },
    objective: {},
    estimator: { kind: "pathwise" },
    epochs: 2,
  });
  const { failed } = await runSweep({
    ...{ study: "measured", trials: [trial], workspace, client, workers: 1, measure: "full" },
    signal: new AbortController().signal,
    onEvent: () => {},
  });
  if (failed.length > 0) throw new Error(`the trial failed: ${failed[0]?.reason}`);
};

let site: Site;
let client: MlflowClient;
let live = "";
beforeAll(async () => {
  site = await openSite({
    fill: async (own) => {
      client = own;
      await logLinearStudy(own, "linear");
      await logLinearStudy(own, "earlier", (key) => /^test\/(rate|elbo|active_units)$/.test(key));
      live = await own.experiments.create({ name: "live" });
      await logLinearRun(own, live, { direction: "reverse-kl", beta: 0.3, seed: 1 });
      await logLinearRun(own, live, {
        ...{ direction: "reverse-kl", beta: 0.7, seed: 1, status: "RUNNING" },
        has: (key) => key.startsWith("theory/"),
      });
      await sweepOne(own);
    },
  });
}, 180_000);
afterAll(async () => {
  await site.close();
  rmSync(workspace, { recursive: true, force: true });
}, 30_000);

test("the table of onsets has the exact prediction of each direction, and the measured onset with its interval", async () => {
  const { page, faults } = await site.open("/study/linear/collapse");
  const table = page.getByRole("table", { name: "Onset of collapse by regulariser" });
  const row = table.locator("tbody tr", { hasText: "reverse KL" });
  await row.waitFor();
  // λ₁ = 4. The rate ½ ln(4/τ), 2 % more or less by seed, falls to 0 from τ = 3 to 6, so that it is
  // 0.1 at 3·2^s, s = 1 − 0.1/(½ ln(4/3)·(0.98, 1, 1.02)): 3.669, 3.705, 3.741
  expect(await row.locator("td").allTextContents()).toEqual([
    ...["4", "3.71", "3.62 … 3.8", "3", "0.926"],
  ]);
  await expect
    .poll(() => page.locator("#onset svg").first().textContent())
    .toContain("threshold law");
  expect(await page.locator("#onset svg").first().locator("[data-run]").count()).toBe(30);
  expect(faults).toEqual([]);
});

test("the threshold of active units and the measures of collapse are in the URL", async () => {
  const { page } = await site.open("/study/linear/collapse");
  await page.getByRole("combobox", { name: /active: Var/ }).selectOption("0.1");
  await page.waitForURL(/at=0\.1/);
  await page.getByRole("combobox", { name: "posterior collapse" }).selectOption("test/rate");
  await page.waitForURL(/posterior=test\/rate/);
  await page.reload();
  const measure = page.getByRole("combobox", { name: "posterior collapse" });
  await expect.poll(() => measure.inputValue()).toBe("test/rate");
  const threshold = page.getByRole("combobox", { name: /active: Var/ });
  await expect.poll(() => threshold.inputValue()).toBe("test/active_units_at/0.1");
});

test("selected runs are the groups of every panel", async () => {
  const { page } = await site.open("/study/linear/collapse");
  await showAll(page, "collapse");
  await expect.poll(() => page.locator("#epochs figure").count()).toBe(5);
  const mark = page.locator("#onset svg [data-run]").first();
  const run = (await mark.getAttribute("data-run")) ?? "";
  await page.goto(`${site.url}/study/linear/collapse?runs=${run.slice(0, 8)}`);
  await page.getByText("Panels by group show the 1 selected run").waitFor();
  await showAll(page, "collapse");
  await expect.poll(() => page.locator("#epochs figure").count()).toBe(1);
  await page.getByRole("link", { name: "Blur" }).click();
  await page.waitForURL(/blur\?runs=/);
  await showAll(page, "blur");
  await expect.poll(() => page.locator("#spectra figure").count()).toBe(1);
});

test("a model at its predicted optimum has no excess collapse", async () => {
  const { page } = await site.open("/study/linear/collapse#excess");
  await page.getByRole("button", { name: "Values of excess collapse by group" }).click();
  const rows = page.locator("#excess .values tbody tr");
  await expect.poll(() => rows.count()).toBe(5);
  // group, predicted, observed, excess: λ > 0.3, 0.7, 1.5, 3, 6 of (4, 2, 1, ½, ¼)
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].slice(1, 4).map((cell) => cell.textContent)),
  );
  expect(cells).toEqual([4, 3, 2, 1, 0].map((n) => [String(n), String(n), "0"]));
  // Beside it, what the published study of excess collapse attributes it to
  await page.getByRole("button", { name: "Values of excess collapse attributed" }).click();
  await page.locator("#excess .values td", { hasText: "refitting the decoder" }).waitFor();
});

test("runs of earlier versions are drawn over beta, and the page says how to predict them", async () => {
  const { page, faults } = await site.open("/study/earlier/collapse");
  await page
    .locator("#onset")
    .getByText("npm run vae-lab -- measure --theory --study earlier")
    .waitFor();
  await page.locator("#onset svg", { hasText: "β, log scale" }).first().waitFor();
  await page.goto(`${site.url}/study/earlier/blur`);
  for (const id of sections.blur)
    await page.locator(`#${id}`).getByText("npm run vae-lab -- measure --study earlier").waitFor();
  expect(faults).toEqual([]);
});

test("blur is compared at the rate of the URL, by series and at equal seeds", async () => {
  const { page } = await site.open("/study/linear/blur?rate=1");
  const table = page.getByRole("table", { name: /detail of reconstructions at a rate of 1 nats/ });
  await table.locator("tbody tr").nth(1).waitFor();
  const rows = await table
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)),
    );
  expect(rows.map(([name]) => name).sort()).toEqual(["forward KL(p||q)", "reverse KL(q||p)"]);
  // The detail of these models is a function of their rate, here interpolated between betas
  const values = rows.map(([, value]) => Number(value));
  for (const value of values)
    expect(Math.abs(value - (0.9 - 0.5 * Math.exp(-1)))).toBeLessThan(0.03);
  expect(rows.map((row) => row[3])).toEqual(["3", "3"]);
  await page.getByRole("spinbutton", { name: /compare at a rate/ }).fill("40");
  await page.waitForURL(/rate=40/);
  await expect
    .poll(() => page.getByRole("table").locator("tbody tr").first().textContent())
    .toContain("not at this rate");
});

test("the costs of detail lead from the data to the samples of the model", async () => {
  const { page } = await site.open("/study/linear/blur#costs");
  const figure = page.locator("#costs figure").first();
  await figure.locator("svg").waitFor();
  await figure.getByRole("button", { name: /^Values of costs of detail/ }).click();
  const rows = figure.locator(".values tbody tr");
  await expect.poll(() => rows.count()).toBe(7);
  const values = await rows.evaluateAll((all) =>
    all.map((row) => {
      const [label, kind, value] = [...row.querySelectorAll("td")].map((cell) => cell.textContent);
      return { label, kind, value: Number(value?.replace("−", "-")) };
    }),
  );
  const sumTo = (end: number): number =>
    values.slice(0, end).reduce((sum, { value }) => sum + value, 0);
  expect(values.map(({ label }) => label)).toEqual([
    ...["data", "capacity", "regulariser", "mismatch", "samples", "noise of p(x|z)", "with noise"],
  ]);
  expect(sumTo(4)).toBeCloseTo(values[4]?.value ?? Number.NaN, 2);
});

test("a trial that ends appears on both pages without a reload", async () => {
  const { page } = await site.open("/study/live/collapse");
  const dots = page.locator("#onset svg").first().locator("[data-run]");
  await expect.poll(() => dots.count()).toBe(1);
  await logLinearRun(client, live, { direction: "reverse-kl", beta: 1.5, seed: 1 });
  await expect.poll(() => dots.count(), { timeout: 15_000 }).toBe(2);
});

test("a trial of the laboratory that was measured in full has figures in every section", async () => {
  for (const name of ["collapse", "blur"] as const) {
    const { page, faults } = await site.open(`/study/measured/${name}`);
    await showAll(page, name);
    for (const id of sections[name]) {
      await page.locator(`#${id} figure svg`).first().waitFor();
      expect(await page.locator(`#${id}`).getByText("No run here has").count(), id).toBe(0);
    }
    expect(faults).toEqual([]);
  }
});

test.for(["collapse", "blur"] as const)(
  "axe finds nothing on %s, light and wide, then dark at 360 px, where nothing is cut off",
  async (name) => {
    const { page } = await site.open(`/study/linear/${name}`, { colorScheme: "light" });
    await showAll(page, name);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 900 });
    await showAll(page, name);
    await page.waitForTimeout(700);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      360,
    );
  },
);

test("the rate–distortion plane has the slope −β, theory's curve and, on demand, the epochs", async () => {
  const { page, faults } = await site.open("/study/linear/compare#plane");
  const svg = page.locator("#plane figure svg").first();
  await svg.waitFor();
  await expect.poll(() => svg.textContent()).toContain("slope −β");
  await expect.poll(() => svg.textContent()).toContain("linear optimum");
  const lines = page.locator("#plane figure svg g[data-label=line][clip-path] path");
  // One curve of theory for each direction; trajectories add one for each direction and beta
  await expect.poll(() => lines.count()).toBe(2);
  await page.getByRole("checkbox", { name: "epochs of training" }).check();
  await page.waitForURL(/paths=yes/);
  await expect.poll(() => lines.count()).toBe(12);
  expect(faults).toEqual([]);
});

test("an experiment without a VAE says so on both pages", async () => {
  const experimentId = await client.experiments.create({ name: "foreign" });
  const { info } = await client.runs.create({ experimentId, runName: "forest" });
  const metrics = [{ key: "accuracy", value: 0.9, step: 0, timestamp: Date.now() }];
  await client.runs.logBatch({ runId: info.runId, metrics });
  for (const name of ["collapse", "blur"]) {
    const { page, faults } = await site.open(`/study/foreign/${name}`);
    await page.getByText("No run of this experiment trained a VAE.").waitFor();
    expect(faults).toEqual([]);
  }
});
