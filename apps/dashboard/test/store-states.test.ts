import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tags } from "@vae-lab/experiments/metrics";
import { openChromium } from "@vae-lab/testing";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPage } from "./built-page.ts";
import { serve } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-states-"));
const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let browser: Browser;
let url: string;
const asked: string[] = [];

const params = (beta: string) => ({
  "model.kind": "vae",
  "objective.regulariser": "reverse-kl",
  "objective.beta": beta,
  "estimator.kind": "pathwise",
});

beforeAll(async () => {
  const store = openTrackingServer({ folder: join(folder, "store") });
  const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: store.fetch });
  const experimentId = await client.experiments.create({ name: "retried" });
  const add = async (trial: string, status: "FAILED" | "FINISHED", startTime: number) => {
    const tag = { [tags.trial]: trial };
    const run = await client.runs.create({
      experimentId,
      runName: `${trial} ${status}`,
      startTime,
      tags: tag,
    });
    const { runId } = run.info;
    await client.runs.logBatch({ runId, params: params(trial), metrics: [] });
    await client.runs.update({ runId, status, endTime: startTime + 5_000 });
  };
  const start = Date.UTC(2026, 0, 1);
  await add("1", "FAILED", start);
  await add("1", "FINISHED", start + 60_000);
  await add("4", "FINISHED", start);
  await client.runs.create({ experimentId, runName: "no clock", startTime: 1 });
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

const open = async (path: string, width = 1280): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.setDefaultTimeout(40_000);
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData()}`));
  await page.goto(`${url}${path}`);
  return page;
};

test("a retried trial is one row and counts once; its failed run can be shown", async () => {
  const page = await open("/runs");
  await page.getByText("3 runs", { exact: true }).waitFor();
  await expect
    .poll(() => page.getByRole("list", { name: "Trials" }).textContent())
    .toBe("2 finished1 running");
  await page.getByRole("checkbox", { name: "superseded (1)" }).check();
  await page.getByText("4 runs", { exact: true }).waitFor();
  await page.waitForURL(/superseded=yes/);
  await page.locator("tbody .reason", { hasText: "retried" }).waitFor();
  await page.close();
});

test("a run without valid times does not show a duration since 1970", async () => {
  const page = await open("/runs");
  await page.getByText("no update logged").waitFor();
  expect(await page.getByText(/silent for/).count()).toBe(0);
  await page.close();
});

test.for(["nope", "..%2f..%2fetc"])(
  "the missing run %s is reported and not requested again",
  async (id) => {
    const page = await open(`/run/${id}`);
    await page.getByRole("heading", { name: "Run not found" }).waitFor();
    const gets = () => asked.filter((address) => /runs\/get|run_id LIKE/.test(address)).length;
    const before = gets();
    await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
    await page.getByRole("link", { name: "Show all runs" }).click();
    await page.getByText("3 runs", { exact: true }).waitFor();
    expect(gets()).toBe(before);
    await page.close();
  },
);

test("an unknown experiment is reported with a list of all experiments", async () => {
  const page = await open("/?experiment=nope");
  await page.getByRole("heading", { name: "There is no experiment “nope”" }).waitFor();
  await page.getByRole("link", { name: "retried" }).click();
  await page.getByText("3 runs", { exact: true }).waitFor();
  await page.close();
});

test("unknown runs in the URL are listed until they are removed", async () => {
  const page = await open("/compare?runs=garbage");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("garbage");
  await page.getByRole("button", { name: "Remove from the URL" }).click();
  await page.waitForURL((address) => !address.href.includes("garbage"));
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  await page.close();
});

test("Back undoes comparing, then sorting, then typing", async () => {
  const page = await open("/runs");
  const filter = page.getByRole("combobox", { name: "Filter runs" });
  await filter.pressSequentially("finished");
  await page.waitForURL(/q=finished/);
  await page.getByRole("button", { name: "beta" }).click();
  await page.waitForURL(/sort=objective.beta/);
  await page.getByRole("checkbox", { name: "Select 4 FINISHED" }).check();
  await page.getByRole("link", { name: "Compare 1 run" }).click();
  await page.getByRole("heading", { name: "Comparing 1 run" }).waitFor();
  await page.goBack();
  await page.waitForURL(/\/runs\?.*sort=objective.beta/);
  await page.goBack();
  await page.waitForURL((address) => !address.search.includes("sort"));
  await expect.poll(() => filter.inputValue()).toBe("finished");
  await page.goBack();
  await page.waitForURL((address) => address.search === "");
  await expect.poll(() => filter.inputValue()).toBe("");
  await page.close();
});

test.for([400, 700])(
  "at %i px no page scrolls horizontally, and the filter is readable",
  async (width) => {
    const sideways = (page: Page) =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    const page = await open("/runs", width);
    const box = await page.getByRole("combobox", { name: "Filter runs" }).boundingBox();
    expect(box?.width).toBeGreaterThan(220);
    expect(await sideways(page)).toBe(0);
    await page.getByRole("link", { name: /Compare the study/ }).click();
    await page.getByRole("heading", { name: "The study at a glance" }).waitFor();
    await page.locator("#settings").scrollIntoViewIfNeeded();
    await page.locator("table.diff").waitFor();
    expect(await sideways(page)).toBe(0);
    await page.locator(".run-key a").first().click();
    await page.getByRole("heading", { name: "Params" }).waitFor();
    expect(await sideways(page)).toBe(0);
    await page.close();
  },
);
