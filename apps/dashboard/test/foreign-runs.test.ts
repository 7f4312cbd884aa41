import type { MlflowClient } from "mlflow-js-client";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageSvg } from "../src/sources/fixture/made-up-image.ts";
import { openSite, type Site } from "./open-site.ts";

// A grey pixel.
const png = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  ),
  (character) => character.charCodeAt(0),
);

const start = Date.UTC(2026, 0, 1);
const startRun = async (
  client: MlflowClient,
  experimentId: string,
  runName: string,
  tags: Record<string, string> = {},
) => (await client.runs.create({ experimentId, runName, startTime: start, tags })).info.runId;

/** Runs of another project: no VAE, unusual names, all kinds of files. */
const fill = async (
  client: MlflowClient,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
) => {
  const experimentId = await client.experiments.create({ name: "someone else's" });
  const parent = await startRun(client, experimentId, "parent", {
    "mlflow.note.content": "A note.\nWith <b>two</b> lines.",
    owner: "ann",
  });
  const plain = await startRun(client, experimentId, "plain", { "mlflow.parentRunId": parent });
  const hostile = ["__proto__", "constructor", "toString"];
  await client.runs.logBatch({
    runId: parent,
    params: Object.fromEntries([...hostile.map((key) => [key, "7"]), ["lr", "0.1"]]),
    metrics: [
      ...hostile.map((key) => ({ key, value: 3, step: 0, timestamp: start })),
      ...[5, 4, Number.NaN, 3, Number.POSITIVE_INFINITY, 2].map((value, step) => ({
        ...{ key: "val/loss", value, step, timestamp: start + step },
      })),
    ],
  });
  await client.runs.logBatch({
    runId: plain,
    params: { lr: "0.2" },
    metrics: [0, 1].map((step) => ({ key: "val/loss", value: 9 - step, step, timestamp: start })),
  });
  await client.runs.logInputs({
    runId: parent,
    datasets: [
      {
        dataset: { name: "iris", digest: "abc123", sourceType: "local", source: "{}" },
        tags: { "mlflow.data.context": "training" },
      },
    ],
  });
  const upload = (path: string, body: Uint8Array | string) =>
    client.artifacts.upload({ runId: parent, path, body });
  for (const step of [0, 10, 25])
    await upload(`images/confusion+step+${step}+timestamp+17+ab-${step}.png`, png);
  await upload("images/plot.png", png);
  await upload("images/drawing.svg", imageSvg("a drawing", 1));
  await upload("model/weights.bin", "01");
  await upload("codes/readme.txt", "not ours");
  const model = await fetch("http://127.0.0.1:5050/api/2.0/mlflow/logged-models", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ experiment_id: experimentId, name: "forest", source_run_id: parent }),
  });
  if (!model.ok) throw new Error(await model.text());
  for (const runId of [parent, plain])
    await client.runs.update({ runId, status: "FINISHED", endTime: start + 60_000 });
};

let site: Site;
beforeAll(async () => {
  site = await openSite({ fill });
}, 180_000);
afterAll(() => site.close(), 30_000);

const openParent = async (): Promise<{ page: Page; faults: string[] }> => {
  const opened = await site.open("/study/someone%20else's/runs");
  await opened.page.getByRole("link", { name: "parent", exact: true }).click();
  await opened.page.getByRole("heading", { level: 1, name: "parent" }).waitFor();
  return opened;
};

test("params and metrics called __proto__, constructor and toString are shown only for runs that logged them", async () => {
  const { page, faults } = await site.open(
    "/study/someone%20else's/runs?cols=__proto__,constructor,toString,lr",
  );
  const cells = (name: string) =>
    page.locator("tbody tr", { has: page.getByText(name, { exact: true }) }).locator("td");
  await page.locator("tbody tr").first().waitFor();
  const shown = async (name: string) => (await cells(name).allTextContents()).slice(3, 7);
  await expect.poll(() => shown("parent")).toEqual(["3", "3", "3", "0.1"]);
  expect(await shown("plain")).toEqual(["—", "—", "—", "0.2"]);
  await page.getByRole("checkbox", { name: "Select all runs shown" }).check();
  await page.getByRole("link", { name: "Compare 2 runs" }).click();
  await page.locator("table.diff").waitFor();
  expect(await page.locator("table.diff tbody th").allTextContents()).toContain("__proto__");
  expect(faults).toEqual([]);
  await page.close();
});

test("the smallest loss is marked as the best", async () => {
  const { page } = await site.open("/study/someone%20else's/compare");
  const row = page.locator("table.diff tr", { has: page.getByText("val/loss", { exact: true }) });
  await row.waitFor();
  await expect.poll(() => row.locator("td.best").allTextContents()).toEqual(["2"]);
  await page.close();
});

test("the page of a run shows its note, tags, datasets, models, parent and child runs", async () => {
  const { page, faults } = await openParent();
  await page.getByText("With <b>two</b> lines.").waitFor();
  expect(await page.locator("section", { hasText: "Tags" }).last().textContent()).toContain(
    "ownerann",
  );
  const lineage = page.locator(".lineage");
  await lineage.waitFor();
  expect(await lineage.textContent()).toMatch(/iris abc123 training/);
  expect(await lineage.textContent()).toContain("forest");
  await lineage.getByRole("link", { name: "plain" }).click();
  await page.getByRole("heading", { level: 1, name: "plain" }).waitFor();
  await page.locator(".lineage").getByRole("link", { name: "parent" }).click();
  await page.getByRole("heading", { level: 1, name: "parent" }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test("images logged by step have a slider", async () => {
  const { page } = await openParent();
  await page.locator("#images").scrollIntoViewIfNeeded();
  const image = page.locator("#images img");
  await image.waitFor();
  expect(await image.getAttribute("alt")).toBe("confusion of parent at epoch 25");
  await page.getByRole("slider", { name: "step" }).press("ArrowLeft");
  await page.waitForURL(/epoch=10/);
  // The URL changes before the page is drawn again, and the file arrives later still.
  await expect.poll(() => image.getAttribute("alt")).toBe("confusion of parent at epoch 10");
  await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(1);
  await page.close();
});

test("every file can be opened", async () => {
  const { page } = await openParent();
  const files = page.locator("#files");
  for (const folder of ["codes/", "images/", "model/"])
    await files.getByText(folder, { exact: true }).click();
  for (const name of ["readme.txt", "plot.png", "drawing.svg", "weights.bin"]) {
    const link = files.getByRole("link", { name, exact: true });
    await link.waitFor();
    const answer = await page.evaluate(
      async (href) => (await fetch(href)).status,
      (await link.getAttribute("href")) ?? "",
    );
    expect(answer, name).toBe(200);
  }
  await files.getByRole("button", { name: "Show images/drawing.svg" }).click();
  const drawing = files.getByRole("img", { name: "images/drawing.svg of parent" });
  await drawing.waitFor();
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>("#files img")?.naturalWidth ?? 0) > 100,
  );
  await page.close();
});

test("a line has a gap at NaN, and each value that is not finite has a mark", async () => {
  const { page } = await openParent();
  await page.locator("#curves").scrollIntoViewIfNeeded();
  const chart = page.locator("#curves figure", { hasText: "val/loss" });
  await chart.locator('[data-label="line"] path').waitFor();
  const path = await chart.locator('[data-label="line"] path').getAttribute("d");
  expect(path?.match(/M/g)).toHaveLength(3);
  expect(
    (await chart.locator("text").allTextContents()).filter((text) => /^[×↑]$/.test(text)),
  ).toEqual(["×", "↑"]);
  await page.close();
});

test("tags and the note are changed on the server, and an archived run leaves the table until it is restored", async () => {
  const { page, faults } = await site.open("/study/someone%20else's/runs");
  await page.getByRole("link", { name: "plain", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "plain" }).waitFor();
  await page.getByRole("textbox", { name: "Key of the new tag" }).fill("owner");
  await page.getByRole("textbox", { name: "Value of the new tag" }).fill("bob");
  await page.getByRole("button", { name: "Set the tag" }).click();
  await page.getByRole("button", { name: "Remove the tag owner" }).waitFor();
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("worse than its parent");
  await page.getByRole("button", { name: "Save the note" }).click();
  await page.locator(".note-text", { hasText: "worse than its parent" }).waitFor();
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Restore" }).waitFor();
  const names = async (): Promise<string[]> => {
    const { page: table } = await site.open("/study/someone%20else's/runs");
    await table.locator("tbody .col-name a").first().waitFor();
    const found = await table.locator("tbody .col-name a").allTextContents();
    await table.close();
    return found;
  };
  expect(await names()).toEqual(["parent"]);
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "Archive" }).waitFor();
  expect((await names()).toSorted()).toEqual(["parent", "plain"]);
  await page.getByRole("button", { name: "Remove the tag owner" }).click();
  await page.getByRole("button", { name: "Remove the tag owner" }).waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await page.close();
});
