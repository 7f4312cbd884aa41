import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@vae-lab/testing";
import { openTrackingServer } from "@vae-lab/tracking-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtPage } from "./built-page.ts";
import { serve } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-awkward-"));
const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let browser: Browser;
let fixtures: string;

/** Serves the page until the tests end. */
const served = async (
  mode: "production" | "fixture",
  tracking?: Parameters<typeof serve>[1],
): Promise<string> => {
  const server = await serve(await builtPage(mode), tracking);
  ends.unshift(() => server.close());
  return server.url;
};

const open = async (url: string): Promise<{ page: Page; faults: string[] }> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(40_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(url);
  return { page, faults };
};

beforeAll(async () => {
  browser = await openChromium();
  ends.unshift(() => browser.close());
  fixtures = await served("fixture");
}, 180_000);

afterAll(async () => {
  for (const end of ends) await end();
}, 30_000);

test("the table shows the reason of a failure, the time without data, and dashes for missing metrics", async () => {
  const { page, faults } = await open(`${fixtures}/?q=beta=256`);
  await page.getByText("the regulariser became NaN at step 412").waitFor();
  expect(await page.locator("td.col-metric").allTextContents()).toEqual(Array(6).fill("—"));
  await page.getByRole("combobox", { name: "Filter runs" }).fill("status=running");
  await page
    .getByText(/silent for/)
    .first()
    .waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test("sorting by ELBO does not mix likelihoods", async () => {
  const { page } = await open(`${fixtures}/?sort=-test/elbo&q=-autoencoder status=finished`);
  const headings = page.locator("tr.heading");
  await headings.first().waitFor();
  expect(await headings.first().textContent()).toMatch(
    /^Bernoulli likelihood of grey values.*, mnist · 34 runs/,
  );
  await page.locator(".scroller").evaluate((scroller) => scroller.scrollTo(0, 1e6));
  await page.locator("tr.heading", { hasText: "Gaussian likelihood, σ² = 0.1, mnist" }).waitFor();
  await page.close();
});

test("every section is drawn for runs with edge cases", async () => {
  const { page, faults } = await open(`${fixtures}/?q=-beta=1`);
  const filter = page.getByRole("combobox", { name: "Filter runs" });
  for (const part of ["one epoch", "beta=256", "beta=128", "beta=2", "autoencoder"]) {
    // Each part finds one run: without the whole table between, the run before is checked again.
    await filter.fill("");
    await page.getByText("39 runs", { exact: true }).waitFor();
    await filter.fill(part);
    await page.getByText("1 of 39 runs").waitFor();
    await page.locator("tbody input").first().check();
  }
  await page.getByRole("link", { name: "Compare 5 runs" }).click();
  for (const id of ["settings", "beta", "plane", "curves", "images", "codes", "units"]) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await page.locator(`#${id} :is(svg[role=img], table)`).first().waitFor();
  }
  expect(await page.locator("#units article", { hasText: "autoencoder" }).textContent()).toContain(
    "no KL per unit",
  );
  expect(faults).toEqual([]);
  await page.close();
});

test("an empty store shows which command to run", async () => {
  const store = openTrackingServer({ folder: join(folder, "empty") });
  ends.unshift(() => store.close());
  const { page } = await open(`${await served("production", store)}/runs`);
  await page.getByRole("heading", { name: "No runs yet" }).waitFor();
  expect(await page.locator("pre").textContent()).toBe("npm start");
  await page.close();
});

test("an error is shown if the server does not respond", async () => {
  const { page } = await open(`${await served("production")}/runs`);
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("The runs could not be read");
  await page.close();
});
