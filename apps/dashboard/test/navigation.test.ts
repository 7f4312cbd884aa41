import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite({
    fill: async (client) => {
      for (const [study, count] of [
        ["older study", 40],
        ["newest study", 2],
      ] as const) {
        const experimentId = await client.experiments.create({ name: study });
        for (let index = 0; index < count; index += 1) {
          const { info } = await client.runs.create({
            experimentId,
            runName: `${study} ${index}`,
            startTime: Date.UTC(2026, 0, 1) + index,
          });
          const { runId } = info;
          const beta = String(2 ** (index % 8));
          await client.runs.logBatch({
            runId,
            params: {
              "model.kind": "vae",
              "objective.regulariser": "reverse-kl",
              "objective.beta": beta,
              "estimator.kind": "pathwise",
              seed: String(Math.floor(index / 8)),
            },
            metrics: ["test/rate", "test/reconstruction", "test/elbo"].map((key) => ({
              ...{ key, value: 20 / Number(beta) + index / 100, step: 1, timestamp: Date.now() },
            })),
          });
          await client.runs.update({ runId, status: "FINISHED", endTime: Date.UTC(2026, 0, 2) });
        }
      }
    },
  });
}, 180_000);
afterAll(() => site.close(), 30_000);

const path = (page: Page): string => decodeURIComponent(new URL(page.url()).pathname);

test("on a run's page, Runs and Compare link to its study and keep filter and selection", async () => {
  const { page } = await site.open("/?q=beta%3D4&sort=-seed");
  await page.getByRole("combobox", { name: "Experiment" }).selectOption("older study");
  await page.getByText("40 runs", { exact: true }).waitFor();
  await page.getByRole("combobox", { name: "Filter runs" }).fill("beta=4");
  await page.getByText("5 of 40 runs").waitFor();
  await page.locator("tbody input").nth(0).check();
  await page.locator("tbody input").nth(1).check();
  await page.locator("tbody .col-name a").first().click();
  await page.waitForURL(/\/run\//);
  expect(path(page)).toMatch(/^\/study\/older study\/run\/[0-9a-f]{8}$/);
  await page.getByRole("navigation", { name: "Pages" }).getByText("Compare").click();
  await page.getByRole("heading", { name: "Comparing 2 runs" }).waitFor();
  expect(path(page)).toBe("/study/older study/compare");
  await page.goBack();
  await page.getByRole("navigation", { name: "Pages" }).getByText("Runs").click();
  await page.getByText("5 of 40 runs").waitFor();
  await expect.poll(() => page.locator("tbody input:checked").count()).toBe(2);
  await page.close();
});

test("a study whose runs have ended loads only the shown columns, once", async () => {
  const { page } = await site.open("/runs");
  // Else a late request of the first page would count
  await page.locator("tbody tr").first().waitFor();
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  await page.clock.install();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes("api/2.0")) asked.push(`${pathname} ${request.postData() ?? ""}`);
  });
  await page.goto(`${site.url}/study/older%20study/runs?cols=seed,test/rate`);
  await page.locator("tbody tr").first().waitFor();
  const paths = () => asked.map((one) => one.replace(/^.*2\.0\//, "").replace(/ .*/, ""));
  await expect
    .poll(() => [...new Set(paths())].sort())
    .toEqual(["mlflow/experiments/search", "vae-lab/run-metrics", "vae-lab/run-table"]);
  await page.waitForLoadState("networkidle");
  const metrics = asked.find((one) => one.includes("run-metrics"));
  expect(metrics).toContain("test/rate");
  expect(metrics).not.toContain("test/elbo");
  const before = asked.length;
  await page.clock.runFor(600_000);
  expect(asked).toHaveLength(before);
  await page.close();
});

test("every page has its own title and heading", async () => {
  const { page } = await site.open("/study/older%20study/runs");
  await page.locator("tbody tr").first().waitFor();
  const heading = () => page.getByRole("heading", { level: 1 }).allTextContents();
  await expect.poll(() => page.title()).toBe("Runs · older study · vae-lab");
  await expect.poll(heading).toEqual(["Runs of older study"]);
  await page.getByRole("link", { name: /^Compare the study/ }).click();
  await page.getByRole("heading", { name: "The study at a glance" }).waitFor();
  await expect.poll(() => page.title()).toBe("Compare · older study · vae-lab");
  // The runs differ only in their seed: the list shows them as one group.
  await page.locator(".run-key .cell").first().click();
  await page.locator(".run-key a").first().click();
  await page.getByRole("heading", { level: 1, name: /^older study \d/ }).waitFor();
  await expect.poll(() => page.title()).toMatch(/^older study \d+ · older study · vae-lab$/);
  await page.close();
});

test.for(["", " reloaded"])(
  "a link to a section scrolls to it%s, although the sections above grow",
  async (again) => {
    const { page } = await site.open("/study/older%20study/compare#units");
    await page.locator("#units").waitFor();
    if (again !== "") await page.reload();
    await page.waitForFunction(() => {
      const top = document.querySelector("#units")?.getBoundingClientRect().top ?? 1e9;
      return top >= 0 && top < innerHeight / 2;
    });
    // The position must be stable after the sections above are drawn.
    await page.waitForTimeout(1_500);
    const top = await page
      .locator("#units")
      .evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(450);
    await page.close();
  },
);

test("the sidebar marks the current section after scrolling and after following its links", async () => {
  const { page } = await site.open("/study/older%20study/runs?q=seed%3D1");
  await page.getByRole("checkbox", { name: "Select all runs shown" }).check();
  await page.getByRole("link", { name: "Compare 8 runs" }).click();
  const current = page.locator('.rail a[aria-current="location"]');
  await current.filter({ hasText: "Params and results" }).waitFor();
  await page.locator("#curves").evaluate((element) => element.scrollIntoView());
  await current.filter({ hasText: "Curves" }).waitFor();
  await page.locator(".rail").getByRole("link", { name: "Rate–distortion" }).click();
  await current.filter({ hasText: "Rate–distortion" }).waitFor();
  await expect.poll(() => current.count()).toBe(1);
  await page.close();
});

test("a reload keeps the scroll position", async () => {
  const { page } = await site.open("/study/older%20study/compare");
  await page.locator("#curves").waitFor();
  await page.locator("#units").evaluate((element) => element.scrollIntoView());
  await page.waitForTimeout(800);
  await page.locator("#units").evaluate((element) => element.scrollIntoView());
  await page.waitForTimeout(400);
  const place = () =>
    page.locator("#units").evaluate((element) => element.getBoundingClientRect().top);
  const before = await place();
  await page.reload();
  await page.locator("#units article").first().waitFor();
  await page.waitForTimeout(1_200);
  expect(Math.abs((await place()) - before)).toBeLessThan(200);
  await page.close();
});

test("a run can be opened by a prefix of its id and by links to MLflow's UI", async () => {
  const { page } = await site.open("/study/older%20study/runs");
  await page.locator("tbody .col-name a").first().click();
  const id = (await page.locator(".page-head code").textContent()) ?? "";
  const heading = page.getByRole("heading", { level: 1 });
  const name = await heading.textContent();
  for (const address of [`/run/${id}`, `/run/${id.slice(0, 8)}`, `/#/experiments/1/runs/${id}`]) {
    await page.goto(`${site.url}${address}`);
    await page.waitForURL(/\/study\/older%20study\/run\//);
    await heading.waitFor();
    await expect.poll(() => heading.textContent()).toBe(name);
  }
  await page.goto(`${site.url}/#/experiments/1`);
  await page.waitForURL(/\/study\/older%20study\/runs/);
  await page.close();
});

test("old URLs redirect to the pages of the study", async () => {
  const { page } = await site.open("/compare?experiment=1&smooth=0.5#curves");
  await page.waitForURL(/\/study\/older%20study\/compare\?smooth=0.5#curves/);
  await page.goto(`${site.url}/?experiment=1&q=beta%3E%3D64&sort=-seed`);
  await page.getByText("10 of 40 runs").waitFor();
  await page.waitForURL(/\/study\/older%20study\/runs\?/);
  await page.close();
});

test("unknown parts of the URL are listed until they are removed", async () => {
  const { page } = await site.open("/study/older%20study/runs?sort=-nothing&cols=seed,gone");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("column nothing, column gone");
  await page.getByRole("button", { name: "Remove from the URL" }).click();
  await page.waitForURL((address) => !address.href.includes("nothing"));
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  await page.goto(`${site.url}/study/older%20study/compare?curves=a/b&family=zzz`);
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("metric a/b, family of models zzz");
  await page.close();
});
