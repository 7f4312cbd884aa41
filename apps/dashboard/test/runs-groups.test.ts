import { axeViolations } from "@vae-lab/testing";
import type { MlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";
import { logTrials, seedTrials } from "./seed-store.ts";

let site: Site;
const seeds = [1, 2, 3];
const trials = seedTrials(seeds);
beforeAll(async () => {
  site = await openSite({
    fill: async (client) => {
      await logManyRuns(client);
      await logTrials(client, "seeds", trials);
    },
  });
}, 180_000);
afterAll(() => site.close(), 30_000);

const logManyRuns = async (client: MlflowClient): Promise<void> => {
  const experimentId = await client.experiments.create({ name: "many" });
  for (let index = 0; index < 500; index += 1) {
    const { info } = await client.runs.create({
      ...{ experimentId, runName: `run ${index}`, startTime: Date.UTC(2026, 0, 1) + index },
    });
    const { runId } = info;
    const params = { width: String(index % 100), seed: String(Math.floor(index / 100)) };
    const metrics = [{ key: "loss", value: index, step: 0, timestamp: 0 }];
    await client.runs.logBatch({ runId, params, metrics });
    await client.runs.update({ runId, status: "FINISHED", endTime: Date.UTC(2026, 0, 1) + 5_000 });
  }
};

const runs = "/study/seeds/runs";
/** The first number of a cell. */
const numberOf = (text = ""): number => Number(text.split(" ")[0]?.replace("−", "-"));
const elbo = "cols=objective.beta,test/elbo,seed";
test("runs are grouped by params, with the mean and its interval, and open to their members", async () => {
  const { page, faults } = await site.open(`${runs}?${elbo}`);
  await page.getByText("Group", { exact: true }).click();
  await page.getByRole("checkbox", { name: "all but the seed" }).check();
  await page.waitForURL(/group=all-but-seed/);
  await page.keyboard.press("Escape");
  const groups = page.locator("tbody tr.group");
  await groups.first().waitFor();
  expect(await page.locator("table.runs").getAttribute("aria-rowcount")).toBe(
    String(trials.length / seeds.length + 1),
  );
  // A run's metrics come after its row
  const cell = groups.first().locator("td").nth(4);
  await expect.poll(() => cell.innerText()).toMatch(/^−[\d.]+ ± [\d.]+$/);
  const [, name, status, , mean] = await groups.first().locator("td").allInnerTexts();
  expect(name).toContain("3 runs");
  expect(status).toBe("3 finished");

  await groups.first().locator(".opener").click();
  await page.waitForURL(/open=/);
  const members = page.locator("tbody tr.member");
  await expect.poll(() => members.count()).toBe(3);
  const values = (await members.locator("td:nth-child(5)").allInnerTexts()).map(numberOf);
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(numberOf(mean)).toBeCloseTo(average, 0);

  await page.reload();
  await expect.poll(() => members.count()).toBe(3);
  await page.getByRole("button", { name: "Open all groups" }).click();
  await page.waitForURL(/open=all/);
  await expect
    .poll(() => page.locator("table.runs").getAttribute("aria-rowcount"))
    .toBe(String(trials.length / seeds.length + trials.length + 1));
  expect(faults).toEqual([]);
});

test("selecting a group selects its runs", async () => {
  const { page } = await site.open(`${runs}?group=objective.beta`);
  const box = page.locator("tbody tr.group input").first();
  await box.check();
  await page.waitForURL(/runs=/);
  const count = new URL(page.url()).searchParams.get("runs")?.split(",").length;
  await page.getByRole("link", { name: `Compare ${count} runs` }).waitFor();
  await page.locator("tbody tr.group .opener").first().click();
  await page.locator("tbody tr.member input").first().uncheck();
  await expect
    .poll(() => box.evaluate((element: HTMLInputElement) => element.indeterminate))
    .toBe(true);
});

test("groups are sorted by the mean of a metric", async () => {
  const { page } = await site.open(`${runs}?group=objective.beta&${elbo}&sort=-test/elbo`);
  const groups = page.locator("tbody tr.group");
  await groups.first().waitFor();
  const texts = () => groups.locator("td:nth-child(5)").allInnerTexts();
  await expect.poll(async () => (await texts()).every((text) => text.includes("±"))).toBe(true);
  const means = (await texts()).map(numberOf);
  expect(means.length).toBeGreaterThan(3);
  expect(means).toEqual(means.toSorted((a, b) => b - a));
});

test("the CSV file of a grouped table has a row for each group with its mean and interval", async () => {
  const { page } = await site.open(`${runs}?group=all-but-seed&${elbo}`);
  await page.locator("tbody tr.group").first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  const [head, ...rows] = Buffer.concat(chunks).toString().trim().split("\r\n");
  expect(head).toBe(
    "group,runs,objective.beta,test/elbo n,test/elbo mean,test/elbo low,test/elbo high,test/elbo sd,test/elbo min,test/elbo max,seed",
  );
  expect(rows).toHaveLength(trials.length / seeds.length);
  expect(rows[0]).toMatch(/,3,[\d.]+,3,-[\d.]+,-[\d.]+,-[\d.]+,[\d.]+,-[\d.]+,-[\d.]+,$/);
});

test("a baseline stays in view, and the other rows show their difference from it", async () => {
  const { page } = await site.open(`${runs}?${elbo}`);
  const row = page.locator("tbody tr").nth(2);
  await row.hover();
  await row.locator(".baseline-button").click();
  await page.waitForURL(/base=/);
  const head = page.locator("thead tr.baseline");
  await head.waitFor();
  const baseline = numberOf(await head.locator("td").nth(4).innerText());
  const other = page.locator("tbody tr").nth(5).locator("td").nth(4);
  await other.locator(".delta").waitFor();
  const [value, difference] = (await other.innerText()).split("\n").map(numberOf);
  expect(difference).toBeCloseTo((value ?? Number.NaN) - baseline, 0);
  await page.locator(".scroller").evaluate((element) => element.scrollTo(0, 1e5));
  expect(await head.locator("td").nth(1).isVisible()).toBe(true);
  await page.getByRole("combobox", { name: "Filter runs" }).fill("beta=64");
  await page.getByText(/^\d+ of \d+ runs$/).waitFor();
  await head.waitFor();
  await head.locator(".baseline-button").click();
  await page.waitForURL((url) => !url.searchParams.has("base"));
  await expect.poll(() => page.locator(".delta").count()).toBe(0);
});

test("a group is compared with the group of the baseline by Welch's interval", async () => {
  const { page } = await site.open(`${runs}?group=all-but-seed&${elbo}`);
  const groups = page.locator("tbody tr.group");
  await groups.first().hover();
  await groups.first().locator(".baseline-button").click();
  await page.locator("thead tr.baseline").waitFor();
  const delta = groups.last().locator(".delta");
  await delta.waitFor();
  expect(await delta.innerText()).toMatch(/^[+−][\d.]+ ± [\d.]+/);
  expect(await delta.getAttribute("title")).toMatch(/95 % interval \(Welch\)/);
});

test("pinned columns stay in view beside the names", async () => {
  const { page } = await site.open(`${runs}?all=yes`);
  await page.locator("tbody tr").first().waitFor();
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("searchbox", { name: "Find a column" }).fill("rate");
  await page.getByRole("button", { name: "Pin rate", exact: true }).click();
  await page.waitForURL(/pin=test\/rate/);
  await page.keyboard.press("Escape");
  const header = page.locator("thead th.pinned");
  expect(await header.innerText()).toBe("rate");
  const before = (await header.boundingBox())?.x;
  await page.locator(".scroller").evaluate((element) => element.scrollTo(600, 0));
  await page.waitForTimeout(300);
  expect((await header.boundingBox())?.x).toBe(before);
  expect((await page.locator("tbody td.pinned").first().boundingBox())?.x).toBe(before);
});

test("runs are archived from the table, listed, and restored", async () => {
  const { page } = await site.open(`${runs}?q=beta%3D64`);
  await page.locator("tbody tr").first().waitFor();
  const total = trials.length;
  const boxes = page.locator("tbody input");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("button", { name: "Archive 2 runs" }).click();
  await page.getByText("2 runs archived").waitFor();
  await page.getByText(new RegExp(`of ${total - 2} runs$`)).waitFor();
  await page.getByRole("checkbox", { name: "archived" }).check();
  await page.waitForURL(/archived=yes/);
  await page.getByText("2 runs", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: "Select all runs shown" }).check();
  await page.getByRole("button", { name: "Restore 2 runs" }).click();
  await page.getByRole("heading", { name: "No run is archived" }).waitFor();
  await page.getByRole("button", { name: "Show the other runs" }).click();
  await page.getByText(new RegExp(`of ${total} runs$`)).waitFor();
});

test("of 500 runs in open groups, only the rows in view are in the page", async () => {
  const { page } = await site.open("/study/many/runs?group=width&open=all&base=00000000");
  await page.locator("tbody tr.group").first().waitFor();
  expect(await page.locator("table.runs").getAttribute("aria-rowcount")).toBe("601");
  expect(await page.locator("tbody tr").count()).toBeLessThan(60);
  await page.locator(".scroller").evaluate((element) => element.scrollTo(0, 1e6));
  await page.locator('tr[aria-rowindex="601"]').waitFor();
  expect(await page.locator("tbody tr").count()).toBeLessThan(60);
});

test("parts of the URL that the study does not have are named and can be removed", async () => {
  const { page } = await site.open(`${runs}?group=nope&pin=neither&base=ffffffff`);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  expect(await alert.textContent()).toContain("run ffffffff, column neither, param nope");
  await page.getByRole("button", { name: "Remove from the URL" }).click();
  await page.waitForURL((url) => url.search === "");
  await expect.poll(() => alert.count()).toBe(0);
});

test("axe finds nothing on groups with a baseline, a pin and an open menu", async () => {
  for (const [colorScheme, width] of [
    ["light", 1400],
    ["dark", 360],
  ] as const) {
    const { page } = await site.open(`${runs}?group=all-but-seed&pin=test/elbo&open=all`, {
      colorScheme,
      viewport: { width, height: 900 },
    });
    const group = page.locator("tbody tr.group").first();
    await group.waitFor();
    await group.locator(".baseline-button").focus();
    await page.keyboard.press("Enter");
    await page.locator("thead tr.baseline").waitFor();
    await page.getByText(/^Group:/).click();
    expect(await axeViolations(page)).toEqual([]);
  }
});
