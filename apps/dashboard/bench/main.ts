import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openChromium } from "@vae-lab/testing";
import { mlflowClient } from "mlflow-js-client";
import { buildPage, serve } from "../test/serve.ts";
import { type Cost, filterTime, scrollFrames, watchedPage } from "./measure-page.ts";
import { openScaleStore } from "./scale-store.ts";

// Measures the page on a store of many runs in Chromium:
//   npx tsx apps/dashboard/bench/main.ts [--runs 1500] [--metrics 100] [--params 50] [--points 100]
//     [--folder folder of generated stores] [--page folder of a built page]
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1500" },
    metrics: { type: "string", default: "100" },
    params: { type: "string", default: "50" },
    points: { type: "string", default: "100" },
    folder: { type: "string", default: join(tmpdir(), "vae-lab-scale") },
    page: { type: "string" },
  },
});
const scale = {
  runs: Number(values.runs),
  metrics: Number(values.metrics),
  params: Number(values.params),
  points: Number(values.points),
};

const store = await openScaleStore(values.folder, scale);
const built = values.page ?? mkdtempSync(join(tmpdir(), "vae-lab-page-"));
if (values.page === undefined) await buildPage(built);
const served = await serve(built, store);
const browser = await openChromium();

const kB = (bytes: number): string => `${Math.round(bytes / 1e3)} kB`;
const costText = ({ wall, cpu, apiBytes, bytes, requests }: Cost): string =>
  `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of the main thread, ${kB(apiBytes)} of the API (${kB(bytes)} in all, ${requests} requests)`;
const say = (what: string, text: string): void => console.log(`${what.padEnd(28)} ${text}`);

const watched = await watchedPage(browser);
const { page } = watched;
const rows = page.locator("tbody tr .col-name").first();
say(
  "rows",
  costText(
    await watched.cost(async () => {
      await page.goto(`${served.url}/runs`);
      await rows.waitFor();
    }),
  ),
);
const size = await watched.size();
say("table", `${size.nodes} elements, ${size.heap.toFixed(1)} MB of heap`);
await page.waitForTimeout(2_000);
say("idle for 30 s", costText(await watched.cost(() => page.waitForTimeout(30_000))));
let frames = 0;
const scrolling = await watched.cost(async () => {
  frames = await scrollFrames(page);
});
say(
  "scroll",
  `${(frames / scrolling.wall).toFixed(0)} frames a second, ${((1e3 * scrolling.cpu) / frames).toFixed(0)} ms of the main thread each`,
);
const times: string[] = [];
for (const text of ["beta=4", "forward", "beta>=16 pathwise", "elbo>105", "reverse"]) {
  let time = 0;
  const { cpu } = await watched.cost(async () => {
    time = await filterTime(page, text);
  });
  times.push(`${time.toFixed(0)} ms (${(1e3 * cpu).toFixed(0)})`);
  await page.waitForTimeout(400);
}
say("filter, key to rows (CPU)", times.join(", "));
await watched.close();

const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: store.fetch });
const ids: string[] = [];
for await (const { info } of client.runs.search({ experimentIds: ["1"], maxResults: 1_000 }))
  ids.push(info.runId);

for (const count of [100, ids.length]) {
  const compared = await watchedPage(browser);
  const some = ids.slice(0, count).map((id) => id.slice(0, 8));
  const address = `${served.url}/compare?experiment=1&runs=${some.join(",")}&curves=train/loss`;
  const cost = await compared.cost(async () => {
    await compared.page.goto(address);
    await compared.page.locator(".drawing svg").first().waitFor();
  });
  say(`compare ${count}, first figure`, costText(cost));
  const curves = await compared.cost(async () => {
    await compared.page.locator("#curves").evaluate((element) => element.scrollIntoView());
    await compared.page.locator('#curves svg [stroke-width="2"]').first().waitFor();
  });
  say(`compare ${count}, curves`, costText(curves));
  await compared.page.waitForTimeout(1_000);
  const held = await compared.size();
  say(`compare ${count}`, `${held.nodes} elements, ${held.heap.toFixed(1)} MB of heap`);
  await compared.close();
}

await browser.close();
await served.close();
store.close();
