import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";
import { logTrials, seedTrials } from "./seed-store.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite({
    fill: (client) => logTrials(client, "kl-direction", seedTrials([1, 2, 3])),
  });
}, 180_000);
afterAll(() => site.close(), 30_000);

const compare = "/study/kl-direction/compare";

test("estimators are compared in pairs of equal seed, with interval, n and a result", async () => {
  const { page, faults } = await site.open(`${compare}#pairs`);
  const table = page.locator("#pairs table.pairs-table");
  await table.waitFor();
  expect(await table.locator("thead th").allTextContents()).toEqual([
    ...["all else equal", "n", "pathwise", "score function", "difference", "95 % interval"],
    "result",
  ]);
  // Three directions × five betas, and all pairs.
  await expect.poll(() => table.locator("tbody tr").count()).toBe(16);
  const last = await table.locator("tbody tr").last().locator("td").allTextContents();
  expect(last[0]).toBe("45");
  expect(last[5]).toBe("pathwise is better");
  expect(await page.locator("#pairs .overall").textContent()).toMatch(
    /^Over 45 pairs the mean difference is .*, 95 % interval .*: pathwise is better$/,
  );
  await page.getByRole("combobox", { name: "param" }).selectOption("objective.beta");
  await page.getByRole("combobox", { name: "first" }).selectOption("16");
  await page.getByRole("combobox", { name: "second" }).selectOption("1");
  await page.locator("#pairs").getByRole("combobox", { name: "metric" }).selectOption("test/rate");
  await page.waitForURL(/pair=objective.beta&first=16&second=1&pairmetric=test\/rate/);
  await expect.poll(() => table.locator("tbody tr").count()).toBe(7);
  // A larger rate is not better by itself
  expect(await table.locator("tbody tr").last().locator("td").last().textContent()).toBe(
    "1 is larger",
  );
  await page.reload();
  await table.waitFor();
  await expect.poll(() => table.locator("thead th").nth(2).textContent()).toBe("16");
  expect(faults).toEqual([]);
  await page.close();
});

test("any two metrics make a scatter plot, whose axes are in the URL", async () => {
  const { page } = await site.open(`${compare}#scatter`);
  const dots = page.locator("#scatter svg [data-run]");
  await dots.first().waitFor({ state: "attached" });
  await expect.poll(() => dots.count()).toBe(90);
  await page
    .locator("#scatter")
    .getByRole("combobox", { name: "x axis" })
    .selectOption("objective.beta");
  await page.getByRole("checkbox", { name: "log scale of x" }).check();
  await page.waitForURL(/sx=objective.beta&sxlog=yes/);
  await page.locator("#scatter svg", { hasText: "beta, log scale" }).waitFor();
  await page.close();
});

test("a range of an axis is dragged, dims other runs in every figure, and selects its runs", async () => {
  const { page, faults } = await site.open(`${compare}#parallel`);
  const drawing = page.locator("#parallel .drawing");
  await drawing.locator("svg [data-run]").first().waitFor({ state: "attached" });
  await page.waitForTimeout(1_800);
  const box = await drawing.locator("svg").boundingBox();
  if (box === null) throw new Error("the figure has no box");
  // The first axis is the regulariser, whose three values are equally far apart.
  const x = box.x + 56;
  await page.mouse.move(x, box.y + 270);
  await page.mouse.down();
  await page.mouse.move(x, box.y + 384, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/brush=/);
  await page.getByText("30 of 90 runs in the ranges").waitFor();
  await expect.poll(() => page.locator("#scatter .has-brushed .is-brushed").count()).toBe(30);
  await page.reload();
  await page.getByText("30 of 90 runs in the ranges").waitFor();
  await page.getByRole("button", { name: "Select 30 runs" }).click();
  await page.getByRole("heading", { name: "Comparing 30 runs" }).waitFor();
  await page.getByTitle("Remove the range of regulariser").click();
  await page.getByText("90 runs", { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test("a range can be chosen by keyboard", async () => {
  const { page } = await site.open(`${compare}#parallel`);
  await page.locator(".range-form > summary").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "axis", exact: true }).selectOption("objective.beta");
  await page.getByRole("spinbutton", { name: "from", exact: true }).fill("4");
  await page.getByRole("spinbutton", { name: "to", exact: true }).fill("16");
  await page.getByRole("button", { name: "Add the range" }).press("Enter");
  await page.getByText("36 of 90 runs in the ranges").waitFor();
  await page.close();
});

const means = '#curves figure:first-of-type g[data-label=line][stroke-width="2"] path';

test("runs that differ only in their seed are one curve with a band, and their runs on demand", async () => {
  const { page, faults } = await site.open(`${compare}?curves=test/elbo#curves`);
  await page.locator(means).first().waitFor();
  await expect.poll(() => page.locator(means).count()).toBe(5);
  await expect.poll(() => page.locator("#curves g[data-label=area] path").count()).toBe(5);
  const ids = await page.locator(means).first().getAttribute("data-run");
  expect(ids?.split(" ")).toHaveLength(3);
  await page.getByRole("checkbox", { name: "runs", exact: true }).check();
  await page.waitForURL(/members=yes/);
  await page.locator('#curves g[data-label=line][stroke-opacity="0.4"] path').first().waitFor();
  await expect.poll(() => page.locator('#curves g[stroke-opacity="0.4"] path').count()).toBe(15);
  await page.getByRole("checkbox", { name: "mean of seeds" }).uncheck();
  await page.waitForURL(/seeds=runs/);
  await expect.poll(() => page.locator(means).count()).toBe(15);
  expect(faults).toEqual([]);
  await page.close();
});

test("hovering a cell in the list highlights its curve, and clicking the curve selects its runs", async () => {
  const { page } = await site.open(`${compare}?curves=test/elbo#curves`);
  await page.locator(means).first().waitFor();
  await page.getByRole("button", { name: /β 1 · pathwise × 3/ }).hover();
  await page.locator("#curves path.is-hovered").first().waitFor();
  await expect.poll(() => page.locator(`${means}.is-hovered`).count()).toBe(1);
  await page.locator(means).first().click({ force: true });
  await page.getByRole("heading", { name: "Comparing 3 runs" }).waitFor();
  await page.close();
});

test("small multiples by direction and estimator share their axes", async () => {
  const { page } = await site.open(`${compare}?runs=all&curves=test/elbo&split=both#curves`);
  await page.locator("#curves figure").nth(5).waitFor();
  const figures = page.locator("#curves figure");
  await expect.poll(() => figures.locator("svg[role=img]").count()).toBe(6);
  expect(await figures.count()).toBe(6);
  const ticks = await figures.evaluateAll((all) =>
    all.map((one) =>
      [...one.querySelectorAll('[data-label="y-axis tick label"] text')].map((t) => t.textContent),
    ),
  );
  expect(new Set(ticks.map((labels) => labels.join())).size).toBe(1);
  await page.close();
});

test("the pointer's position is a line in every figure, and dragging zooms all of them", async () => {
  const { page } = await site.open(`${compare}?curves=train/loss,train/rate#curves`);
  const drawings = page.locator("#curves .drawing");
  await drawings.nth(1).locator("svg").first().waitFor();
  await page.waitForTimeout(1_800);
  const box = await drawings.first().locator("svg").boundingBox();
  if (box === null) throw new Error("the figure has no box");
  await page.mouse.move(box.x + 200, box.y + 150);
  await page.locator("#curves line.x-cursor").nth(1).waitFor({ state: "attached" });
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 150, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=.*&to=/);
  expect(await page.getByRole("heading", { name: "The study at a glance" }).count()).toBe(1);
  const first = () =>
    drawings.evaluateAll((all) =>
      all.map((one) => one.querySelector('[data-label="x-axis tick label"] text')?.textContent),
    );
  await expect.poll(async () => (await first())[0]).not.toBe("0");
  await expect.poll(async () => new Set(await first()).size).toBe(1);
  await page.getByRole("button", { name: /Show all of step/ }).click();
  await expect.poll(async () => (await first())[0]).toBe("0");
  await page.close();
});
