import type { MlflowClient } from "mlflow-js-client";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uniformsFrom } from "../src/study/uniforms.ts";
import { openSite, type Site } from "./open-site.ts";

const start = Date.UTC(2026, 0, 1);
const html = `<img src=x onerror="window.attacked = true"><script>window.attacked = true</script>`;
const rightToLeft = "\u202eتشغيل אחד\u202c";
// Servers refuse a note of this length, but what another server holds is not known.
const noteMark = "the note";
const note = "long ".repeat(200_000);

const names = ["twin", "twin", html, rightToLeft, "x".repeat(400), " ", "a/b?c=d&e#f%2"] as const;
const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, 0, -1];

/** Logs a run; its metric is the value, or missing. */
const logRun = async (
  client: MlflowClient,
  experimentId: string,
  { name, value, index, status = "FINISHED" }: RunParts,
) => {
  const { info } = await client.runs.create({
    experimentId,
    runName: name,
    startTime: start + index,
  });
  const { runId } = info;
  const metrics =
    value === undefined
      ? []
      : [0, 1].map((step) => ({ key: "loss", value, step, timestamp: start + step }));
  await client.runs.logBatch({ runId, params: { html, width: String(index % 3) }, metrics });
  await client.runs.setTag({ runId, key: "owner", value: html });
  await client.runs.update({ runId, status, endTime: start + index + 1_000 });
  return runId;
};

interface RunParts {
  readonly name: string;
  readonly value: number | undefined;
  readonly index: number;
  readonly status?: "FINISHED" | "KILLED" | "FAILED";
}

let site: Site;
let noted = "";
beforeAll(async () => {
  site = await openSite({
    fill: async (client) => {
      await client.experiments.create({ name: "empty" });
      const one = await client.experiments.create({ name: "one" });
      await logRun(client, one, { name: "alone", value: 3, index: 0 });
      const hostile = await client.experiments.create({ name: html });
      for (const [index, name] of names.entries())
        await logRun(client, hostile, { name, value: values[index], index });
      for (const status of ["KILLED", "FAILED"] as const)
        await logRun(client, hostile, { name: status, value: 2, index: 10, status });
      noted = await logRun(client, hostile, { name: "noted", value: 1, index: 11 });
      await client.runs.setTag({ runId: noted, key: "mlflow.note.content", value: noteMark });
    },
  });
}, 180_000);
afterAll(() => site.close(), 30_000);

const hostile = `/study/${encodeURIComponent(html)}`;

/** Neither a script of the store has run nor a panel met an error. */
const isCalm = async (page: Page, faults: readonly string[]) => {
  expect(faults).toEqual([]);
  expect(await page.evaluate(() => "attacked" in window)).toBe(false);
  expect(await page.locator(".message.failure").allInnerTexts()).toEqual([]);
};

test("names of HTML, right-to-left, equal and long names are texts, in the table and in groups", async () => {
  const { page, faults } = await site.open(`${hostile}/runs`);
  await page.getByText("10 runs", { exact: true }).waitFor();
  for (const name of [html, rightToLeft])
    expect(await page.locator(".col-name a").filter({ hasText: name }).count()).toBe(1);
  expect(await page.locator(".col-name a", { hasText: /^twin$/ }).count()).toBe(2);
  await page.goto(`${site.url}${hostile}/runs?group=width,html&open=all&sort=-loss&pin=html`);
  await page.locator("tr.group").first().waitFor();
  await isCalm(page, faults);
});

test("NaN and infinity are shown as such and take no part in means; a missing value is a dash", async () => {
  const { page, faults } = await site.open(`${hostile}/runs?cols=loss`);
  await page.getByText("10 runs", { exact: true }).waitFor();
  const losses = () => page.locator("td.col-metric").allInnerTexts();
  for (const text of ["NaN", "∞", "−∞", "—"]) await expect.poll(losses).toContain(text);
  await page.goto(`${site.url}${hostile}/runs?cols=loss&group=html`);
  const group = page.locator("tr.group");
  await group.waitFor();
  // Finished runs with a finite loss: 1e300, 0, −1 and 1.
  await expect
    .poll(() => group.locator("td.col-metric > span").getAttribute("title"))
    .toMatch(/^Mean 2\.5e\+299 of 4 finished runs/);
  expect(await group.locator("td.col-status").innerText()).toContain("1 failed, 1 stopped");
  await isCalm(page, faults);
});

test("the comparison draws every section of hostile runs", async () => {
  const { page, faults } = await site.open(
    `${hostile}/compare?runs=all&curves=loss&sx=loss&sy=html`,
  );
  for (const id of ["settings", "curves", "pairs", "scatter", "parallel"]) {
    const section = page.locator(`#${id}`);
    await section.waitFor();
    await section.evaluate((element) => element.scrollIntoView());
  }
  await page.locator("#curves .uplot, #curves svg[role=img]").first().waitFor();
  await isCalm(page, faults);
});

test("a note of a million characters is shown within ten seconds", async () => {
  const { page, faults } = await site.open("/fit");
  await page.route(/mlflow/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(noteMark, note) });
  });
  const before = Date.now();
  await page.goto(`${site.url}/run/${noted}`);
  await page.getByRole("heading", { level: 1, name: "noted" }).waitFor();
  await page.locator("summary.note-text").click();
  await expect
    .poll(async () => (await page.locator("p.note-text").textContent())?.length ?? 0)
    .toBe(note.length);
  expect(Date.now() - before).toBeLessThan(10_000);
  await isCalm(page, faults);
});

test("a study without runs and one with a single run can be looked at", async () => {
  const { page, faults } = await site.open("/study/empty/runs");
  await page.getByRole("heading", { name: "No runs yet" }).waitFor();
  await page.goto(`${site.url}/study/one/runs?group=all-but-seed`);
  await page.getByText("1 run", { exact: true }).first().waitFor();
  await page.goto(`${site.url}/study/one/compare`);
  await page.locator("#settings").waitFor();
  await page.getByText("Comparing 1 run").or(page.getByText("The study at a glance")).waitFor();
  await isCalm(page, faults);
});

const keys = [
  ...["q", "sort", "runs", "cols", "all", "superseded", "archived", "group", "open", "spread"],
  ...["pin", "base", "curves", "smooth", "log", "x", "from", "to", "seeds", "members", "split"],
  ...["kinds", "epoch", "unitlog", "beta", "family", "pair", "first", "second", "pairmetric"],
  ...["impmetric", "sx", "sy", "sxlog", "sylog", "axes", "brush", "failed", "run", "plane", "z"],
];
const texts = [
  ...[
    "",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "-1",
    "0",
    "yes",
    "all",
    "loss",
    "-loss",
    "html",
  ],
  ...[",,,", "all-but-seed", "__proto__", "constructor", "((", `"`, "a=(1", "%", html, rightToLeft],
  "x".repeat(2_000),
];

test("pages show their heading whatever their URL has", async () => {
  const uniform = uniformsFrom(20_261);
  const anyOf = (list: readonly string[]) => list[Math.floor(uniform() * list.length)] ?? "";
  const pages = [`${hostile}/runs`, `${hostile}/compare`, "/study/one/runs", "/study/one/compare"];
  const all = [...pages, `/run/${noted}`, "/verify", "/train", "/fit"];
  const { page, faults } = await site.open("/");
  for (let trial = 0; trial < 24; trial += 1) {
    const search = Array.from(
      { length: 8 },
      () => `${anyOf(keys)}=${encodeURIComponent(anyOf(texts))}`,
    ).join("&");
    const address = `${all[trial % all.length]}?${search}`;
    await page.goto(`${site.url}${address}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
    expect({ address, faults }).toEqual({ address, faults: [] });
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
  }
}, 240_000);
