import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site.close(), 30_000);

const mark = "#plane svg [data-run]";

test("clicking a point opens its run, and Shift-click selects it", async () => {
  const { page } = await site.open("/study/kl-direction/compare#plane");
  const point = page.locator(mark).first();
  await point.waitFor();
  await page.waitForTimeout(1_800);
  const run = await point.getAttribute("data-run");
  await point.click({ modifiers: ["Shift"], force: true });
  await page.getByRole("heading", { name: "Comparing 1 run" }).waitFor();
  expect(new URL(page.url()).searchParams.get("runs")).toBe(run?.slice(0, 8));
  await page.locator("#plane").scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  await page.locator(`#plane svg [data-run="${run}"]`).first().click({ force: true });
  await page.waitForURL(/\/run\//);
  await expect.poll(() => page.locator(".page-head code").textContent()).toBe(run);
  await page.close();
});

test("hovering a run highlights it in all figures", async () => {
  const { page } = await site.open("/study/kl-direction/compare#curves");
  await page.locator("#curves svg [data-run]").first().waitFor();
  await page.locator(".run-key li").first().hover();
  const hovered = page.locator("#curves svg [data-run].is-hovered");
  await hovered.first().waitFor();
  const runs = await hovered.evaluateAll((all) => all.map((one) => one.getAttribute("data-run")));
  expect(new Set(runs).size).toBe(1);
  await expect.poll(() => page.locator(".drawing.has-hovered").count()).toBeGreaterThan(3);
  await page.close();
});

test("a figure has a table of values with links to runs, and a CSV file", async () => {
  const { page } = await site.open("/study/kl-direction/compare");
  await page.getByRole("button", { name: "Values of rate-distortion plane" }).click();
  const table = page.locator("#plane .values table");
  expect(await table.locator("th").allTextContents()).toEqual([
    ...["run", "direction", "estimator", "beta", "rate", "distortion", "elbo"],
  ]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save rate-distortion plane as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("rate-distortion-plane.csv");
  await table.locator("tbody button").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/run\//);
  await page.close();
});

test("the tooltip of a smoothed curve shows the logged value", async () => {
  const { page } = await site.open(
    "/study/kl-direction/compare?smooth=0.95&curves=train/loss#curves",
  );
  await page.locator("#curves svg [data-run]").first().waitFor();
  await page.waitForTimeout(1_800);
  await page.getByRole("button", { name: "Values of training loss" }).click();
  const logged = await page.locator("#curves .values td:nth-child(3)").allTextContents();
  const box = await page.locator("#curves svg").first().boundingBox();
  await page.mouse.move((box?.x ?? 0) + 62, (box?.y ?? 0) + 60);
  const tip = page.locator('#curves svg g[aria-label="tip"] tspan');
  await tip.first().waitFor();
  const lines = (await tip.allTextContents()).map((line) => line.replace("\u200b", ""));
  const value = lines
    .find((line) => line.startsWith("training loss"))
    ?.split(" ")
    .at(-1);
  expect(logged).toContain(value);
  expect(lines.some((line) => line.startsWith("smoothed"))).toBe(true);
  await page.close();
});

test("images of two runs can be overlaid and subtracted", async () => {
  const { page } = await site.open("/study/kl-direction/compare#images");
  await page.getByLabel("overlay two runs").check();
  const visible = () =>
    page
      .locator(".stack")
      .first()
      .locator("img:visible")
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).alt));
  await page.locator(".stack img").first().waitFor();
  const [first] = await visible();
  await page.getByRole("heading", { name: "Images" }).click();
  await page.getByRole("heading", { name: "Images" }).click();
  await page.keyboard.press("f");
  await expect.poll(async () => (await visible())[0]).not.toBe(first);
  await page.getByRole("button", { name: "Difference" }).click();
  await expect.poll(visible).toHaveLength(2);
  await page.close();
});

test("an error in a panel does not affect the page, and the panel can be retried", async () => {
  const { page, faults } = await site.open("/runs");
  await page.addInitScript(() => {
    const create = document.createElementNS;
    Object.assign(globalThis, { breaksFigures: true });
    document.createElementNS = function (this: Document, space: string | null, name: string) {
      // Only figures contain <g> elements.
      if ((globalThis as { breaksFigures?: boolean }).breaksFigures && name === "g")
        throw new Error("made to fail");
      return create.call(document, space, name);
    } as typeof document.createElementNS;
  });
  await page.goto(`${site.url}/study/kl-direction/compare`);
  const broken = page.locator("#plane").getByRole("alert");
  await broken.waitFor();
  expect(await broken.textContent()).toContain("Rate–distortion plane could not be shown");
  await page.locator("#settings").scrollIntoViewIfNeeded();
  await page.locator("#settings table").waitFor();
  await page.evaluate(() => Object.assign(globalThis, { breaksFigures: false }));
  await broken.getByRole("button", { name: "Try again" }).click();
  await page.locator(mark).first().waitFor();
  expect(faults.every((fault) => fault.includes("made to fail"))).toBe(true);
  await page.close();
});
