import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { loadModel } from "@vae-lab/core";
import { axeViolations } from "@vae-lab/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ExplorerSite, openExplorerSite } from "./explorer-site.ts";

let site: ExplorerSite;
beforeAll(async () => {
  await tf.setBackend("cpu");
  site = await openExplorerSite();
}, 300_000);
afterAll(() => site.close(), 60_000);

/** The grey values that a canvas shows, 0 to 255. */
const greysOf = (page: Page, label: string | RegExp, at = 0): Promise<number[]> =>
  page
    .getByRole("img", { name: label })
    .nth(at)
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from(pixels?.data ?? []).filter((_, i) => i % 4 === 0);
    });

const plane = (page: Page, at = 0) => page.getByRole("application").nth(at);

const dragTo = async (page: Page, x: number, y: number): Promise<void> => {
  const box = await plane(page).boundingBox();
  if (box === null) throw new Error("the map is not shown");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 5 });
  await page.mouse.up();
};

const placeIn = (page: Page): number[] =>
  (new URL(page.url()).searchParams.get("z") ?? "").split(",").map(Number);

test("dragging in the map draws what the run's decoder gives in Node for that code", async () => {
  const { page, faults } = await site.open("used");
  await plane(page).waitFor();
  await dragTo(page, 0.7, 0.3);
  await expect.poll(() => placeIn(page).length).toBe(2);
  const [x = 0, y = 0] = placeIn(page);
  expect(Math.hypot(x, y)).toBeGreaterThan(1);
  const model = await loadModel(await readFile(await site.checkpointOf("used")));
  const decoded = model.decode(Float32Array.of(x, y)).values;
  model.dispose();
  await expect
    .poll(async () => {
      const greys = await greysOf(page, /^Decoded code of/);
      // The URL has three decimals of the code and the canvas eight bits of a value
      return Math.max(...greys.map((grey, i) => Math.abs(grey - 255 * (decoded[i] ?? 0))));
    })
    .toBeLessThan(1.5);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("a code moves by the arrow keys, and Enter picks the nearest sample", async () => {
  const { page } = await site.open("used");
  await plane(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => placeIn(page).every((value) => value > 0.05)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByText(/^Test sample \d+, class \d/).waitFor();
  expect(new URL(page.url()).searchParams.get("pick")).toMatch(/^\d+$/);
  await page.close();
}, 120_000);

test("beside each other at one code, a collapsed run decodes every code alike and the other does not", async () => {
  const { page, faults } = await site.open("used", `?vs=${site.shortId("collapsed")}`);
  await plane(page, 1).waitFor();
  const both = async () => [
    await greysOf(page, /^Decoded code of/),
    await greysOf(page, /^Decoded code of/, 1),
  ];
  await expect.poll(async () => (await both()).map((greys) => greys.length)).toEqual([64, 64]);
  const before = await both();
  await dragTo(page, 0.7, 0.5);
  const change = (now: number[][], of: number) =>
    Math.max(...(now[of] ?? []).map((grey, i) => Math.abs(grey - (before[of]?.[i] ?? 0))));
  await expect.poll(async () => change(await both(), 0)).toBeGreaterThan(40);
  const now = await both();
  expect(change(now, 1)).toBeLessThan(change(now, 0) / 4);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("a drawing is encoded, and noise is told from the data by its ELBO", async () => {
  const { page, faults } = await site.open("used");
  const drawing = page.getByRole("img", { name: "Draw here" });
  const box = await drawing.boundingBox();
  if (box === null) throw new Error("the drawing is not shown");
  for (const share of [0.15, 0.4, 0.65, 0.9]) {
    await page.mouse.move(box.x + box.width * share, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * (1 - share), box.y + box.height - 4, { steps: 8 });
    await page.mouse.up();
  }
  await page.getByText(/^ELBO .* The image is unlike the data/).waitFor();
  expect((await greysOf(page, "Reconstruction of the drawing")).length).toBe(64);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("samples inside a lasso are listed with the mean of their codes", async () => {
  const { page } = await site.open("used");
  const box = await plane(page).boundingBox();
  if (box === null) throw new Error("the map is not shown");
  const corner = (x: number, y: number) =>
    page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
  await page.keyboard.down("Shift");
  await corner(0.1, 0.1);
  await page.mouse.down();
  await corner(0.9, 0.1);
  await corner(0.9, 0.9);
  await corner(0.1, 0.9);
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await page.getByText(/^\d+ samples; mean and standard deviation of their codes: z1/).waitFor();
  await page.getByRole("button", { name: "Clear the selection" }).click();
  await page.close();
}, 120_000);

test("runs of more than two units show a plane of choice and each unit by its rate", async () => {
  const { page, faults } = await site.open("four units", "?plane=pca");
  await expect.poll(() => plane(page).getAttribute("aria-label")).toContain("PC1");
  expect(await page.getByRole("img", { name: /^Unit \d of/ }).count()).toBe(4);
  await page.getByRole("combobox", { name: "plane" }).selectOption("2,4");
  await expect.poll(() => plane(page).getAttribute("aria-label")).toContain("z2 and z4");
  await page.getByRole("combobox", { name: "colour" }).selectOption("rate");
  await page.getByText(/colour from .* \(dark\)/).waitFor();
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("vectors of own data are drawn as lines in the units of the data", async () => {
  const { page, faults } = await site.open("vectors");
  const decoded = page.getByRole("img", { name: /^Decoded code of/ });
  await expect.poll(() => decoded.locator("polyline").count()).toBe(1);
  const title = await decoded.locator("polyline title").textContent();
  expect(title).toMatch(/^a: .*\nb: .*\nc: .*\nd: /);
  expect(await page.getByRole("region", { name: /^Manifold/ }).count()).toBe(0);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("a conditional model decodes codes as the chosen class, and samples as their own", async () => {
  const { page, faults } = await site.open("conditional", "?pick=1&z=0.5,-0.5");
  await plane(page).waitFor();
  const model = await loadModel(await readFile(await site.checkpointOf("conditional")));
  const differenceFrom = async (label: number) => {
    const decoded = model.decode(Float32Array.of(0.5, -0.5), { labels: label }).values;
    const greys = await greysOf(page, /^Decoded code of/);
    return Math.max(...greys.map((grey, i) => Math.abs(grey - 255 * (decoded[i] ?? 0))));
  };
  const reconstruction = () => greysOf(page, /^Reconstruction by/);
  await expect.poll(async () => (await reconstruction()).length).toBe(64);
  const ofSample = await reconstruction();
  for (const name of ["0", "5"]) {
    await page.getByRole("combobox", { name: "decoded class" }).selectOption(name);
    await expect.poll(() => differenceFrom(Number(name))).toBeLessThan(1.5);
    expect(await differenceFrom(5 - Number(name))).toBeGreaterThan(3);
    expect(await reconstruction()).toEqual(ofSample);
  }
  model.dispose();
  expect(new URL(page.url()).searchParams.get("label")).toBe("5");
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("between two picked samples both paths are decoded and drawn in the map", async () => {
  const { page, faults } = await site.open("used", "?pick=3,40");
  await page.getByRole("img", { name: /^Interpolation straight/ }).waitFor();
  await page.getByRole("img", { name: /^Interpolation along the aggregate/ }).waitFor();
  await expect.poll(() => plane(page).locator("polyline").count()).toBe(2);
  const ends = await plane(page)
    .locator("polyline")
    .evaluateAll((lines) =>
      lines.map((line) => {
        const points = (line.getAttribute("points") ?? "").split(" ");
        return [points[0], points.at(-1)];
      }),
    );
  expect(ends[0]).toEqual(ends[1]);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test.for(["512 units", "one image", "one unit"])(
  "a run with %s is explored",
  {
    timeout: 120_000,
  },
  async (name) => {
    const { page, faults } = await site.open(name, "?pick=1");
    await plane(page).waitFor();
    await page.getByText(/^Test sample 1, class/).waitFor();
    await page.getByRole("img", { name: /^Reconstruction by/ }).waitFor();
    await dragTo(page, 0.6, 0.4);
    await expect.poll(async () => (await greysOf(page, /^Decoded code of/)).length).toBe(64);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await page.getByText(/NaN|undefined/).count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  },
);

test("a training in the page is logged as a run that opens in the explorer", async () => {
  const page = await site.browser.newPage({ viewport: { width: 1300, height: 1000 } });
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  await page.goto(`${site.url}/train?data=bars`);
  await page.getByText(/test ELBO after epoch \d/).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Log this run" }).click();
  const link = page.getByRole("link", { name: "open it in the explorer" });
  const name = await page.getByRole("link", { name: /^run [0-9a-f]{8}$/ }).textContent();
  await link.click();
  await plane(page).waitFor();
  expect(await plane(page).getAttribute("aria-label")).toContain("codes of 1000 samples");
  await page.goto(`${site.url}/study/single-trials/runs`);
  await page
    .locator(`a[href*="${name?.slice(4)}"]`)
    .first()
    .waitFor();
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);

test("the page of a run on vectors shows its codes and no section of images", async () => {
  const page = await site.browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${site.url}/study/single-trials/run/${site.shortId("vectors")}`);
  await page.locator("#codes").scrollIntoViewIfNeeded();
  await page.locator("#codes svg").first().waitFor();
  await expect.poll(() => page.locator("#images").count()).toBe(0);
  await page.close();
}, 120_000);

test.for([
  ["damaged", /damaged/],
  ["lost", /has no checkpoint among its artifacts/],
] as const)("a %s checkpoint is named as the reason", async ([name, reason]) => {
  const { page, faults } = await site.open(name);
  await expect.poll(() => page.getByRole("alert").textContent()).toMatch(reason);
  expect(faults).toEqual([]);
  await page.close();
});

test("samples are given only for the hash of the data, and bad queries are refused", async () => {
  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${site.url}/data/samples?${new URLSearchParams(query)}`);
    return [response.status, ((await response.json()) as { error: string }).error] as const;
  };
  const dataset = JSON.stringify({ name: "bars" });
  expect(await ask({ dataset, hash: "0".repeat(64) })).toEqual([
    409,
    expect.stringContaining("changed"),
  ]);
  expect(await ask({ dataset, hash: "x" })).toEqual([400, "hash must be a SHA-256 in hexadecimal"]);
  expect(await ask({ dataset: "{", hash: "0".repeat(64) })).toEqual([400, "dataset must be JSON"]);
  const missing = JSON.stringify({ name: "own", train: join(site.folder, "nothing.csv") });
  expect((await ask({ dataset: missing, hash: "0".repeat(64) }))[0]).toBe(404);
});

test.for([
  ["light", 1300],
  ["dark", 360],
] as const)("axe finds nothing on the explorer, %s, %i px wide", async ([colorScheme, width]) => {
  const context = await site.browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto(
    `${site.url}/study/single-trials/run/${site.shortId("used")}/explore?vs=${site.shortId("collapsed")}&pick=1,2`,
  );
  await plane(page, 1).waitFor();
  await page.waitForTimeout(1_000);
  expect(await axeViolations(page)).toEqual([]);
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(isWide).toBe(false);
  await context.close();
});
