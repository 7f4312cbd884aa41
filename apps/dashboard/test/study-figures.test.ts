import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";
import { logTrials, seedTrials } from "./seed-store.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite({
    fill: (client) => logTrials(client, "kl-direction", seedTrials([1, 2, 3])),
  });
}, 90_000);
afterAll(() => site.close(), 30_000);

const compare = "/study/kl-direction/compare";

test("estimators are compared in pairs of equal seed, with interval, n and a result", async () => {
  const { page, faults } = await site.open(`${compare}#pairs`);
  const table = page.locator("table.pairs-table");
  await table.waitFor();
  expect(await table.locator("thead th").allTextContents()).toEqual([
    ...["all else equal", "n", "pathwise", "score function", "difference", "95 % interval"],
    "result",
  ]);
  // Three directions × five betas, and all pairs.
  expect(await table.locator("tbody tr").count()).toBe(16);
  const last = await table.locator("tbody tr").last().locator("td").allTextContents();
  expect(last[0]).toBe("45");
  expect(last[5]).toBe("pathwise is larger");
  await page.getByRole("combobox", { name: "param" }).selectOption("objective.beta");
  await page.getByRole("combobox", { name: "first" }).selectOption("16");
  await page.getByRole("combobox", { name: "second" }).selectOption("1");
  await page.locator("#pairs").getByRole("combobox", { name: "metric" }).selectOption("test/rate");
  await page.waitForURL(/pair=objective.beta&first=16&second=1&pairmetric=test\/rate/);
  expect(await table.locator("tbody tr").count()).toBe(7);
  await page.reload();
  await table.waitFor();
  expect(await table.locator("thead th").nth(2).textContent()).toBe("16");
  expect(faults).toEqual([]);
  await page.close();
});

test("any two metrics make a scatter plot, whose axes are in the URL", async () => {
  const { page } = await site.open(`${compare}#scatter`);
  const dots = page.locator("#scatter svg [data-run]");
  await dots.first().waitFor({ state: "attached" });
  expect(await dots.count()).toBe(90);
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
  expect(await page.locator("#scatter .has-brushed .is-brushed").count()).toBe(30);
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
  await page.getByRole("spinbutton", { name: "from" }).fill("4");
  await page.getByRole("spinbutton", { name: "to" }).fill("16");
  await page.getByRole("button", { name: "Add the range" }).press("Enter");
  await page.getByText("36 of 90 runs in the ranges").waitFor();
  await page.close();
});
