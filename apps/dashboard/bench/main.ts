import { mkdtempSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openChromium } from "@vae-lab/testing";
import { buildPage, serve } from "../test/serve.ts";
import { costCells, costHead, markdownTable } from "./cost-table.ts";
import { pageCosts } from "./page-costs.ts";
import { openScaleStore, type Scale } from "./scale-store.ts";
import { selectionCosts } from "./selection-costs.ts";
import { tableCosts } from "./table-costs.ts";

// Measures the page on stores of few and of many runs in Chromium, and prints tables in Markdown:
//   npx tsx --conditions=@vae-lab/source apps/dashboard/bench/main.ts [--runs 1500] [--few 100]
//     [--metrics 100] [--params 50] [--points 100]
//     [--folder folder of generated stores] [--page folder of a built page]
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1500" },
    few: { type: "string", default: "100" },
    metrics: { type: "string", default: "100" },
    params: { type: "string", default: "50" },
    points: { type: "string", default: "100" },
    folder: { type: "string", default: join(tmpdir(), "vae-lab-scale") },
    page: { type: "string" },
  },
});
const { metrics, params, points } = values;
const scaleOf = (runs: string): Scale => ({
  ...{ runs: Number(runs), metrics: Number(metrics) },
  ...{ params: Number(params), points: Number(points) },
});

const built = values.page ?? mkdtempSync(join(tmpdir(), "vae-lab-page-"));
if (values.page === undefined) await buildPage(built);
const browser = await openChromium();
const load = (): string =>
  `load ${loadavg()
    .map((mean) => mean.toFixed(1))
    .join(", ")}`;

for (const runs of [values.few, values.runs]) {
  const store = await openScaleStore(values.folder, scaleOf(runs));
  const served = await serve(built, store);
  console.log(`\n${runs} runs × ${metrics} metrics × ${params} params; ${load()} before\n`);
  const pages = await pageCosts(browser, served.url);
  console.log(
    markdownTable(
      ["page", ...costHead, "all sections", "idle 5 s", "elements", "heap"],
      pages.map(({ name, opening, sections, idle, nodes, heap }) => [
        ...[name, ...costCells(opening)],
        sections === undefined ? "" : `${sections.wall.toFixed(2)} s`,
        idle.requests === 0 ? `${idle.cpu.toFixed(2)} s CPU` : costCells(idle).join(", "),
        ...[nodes.toLocaleString("en"), `${heap.toFixed(0)} MB`],
      ]),
    ),
  );
  if (runs === values.runs) {
    const selections = await selectionCosts(browser, served.url, [100, Number(runs)]);
    console.log(
      `\n${markdownTable(
        ["comparison", ...costHead, "elements", "heap"],
        selections.map(({ name, cost, size }) => [
          ...[name, ...costCells(cost)],
          ...(size === undefined
            ? ["", ""]
            : [size.nodes.toLocaleString("en"), `${size.heap.toFixed(0)} MB`]),
        ]),
      )}`,
    );
    console.log(`\n${markdownTable(["table of runs", ""], await tableCosts(browser, served.url))}`);
  }
  console.log(`\n${load()} after`);
  await served.close();
  store.close();
}
await browser.close();
