import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { openChromium } from "@vae-lab/testing";
import { median } from "d3-array";
import { dragLatencies, hoverFrames, panFrames } from "./map-measures.ts";
import { rendererSeconds, watchedPage } from "./measure-page.ts";
import { readableEpoch, readableRule } from "./readable.ts";
import { drawsOf, recordPage, takeLongTasks } from "./record-page.ts";
import { serveRun } from "./served-run.ts";

// Measures the explorer and the training in the page in Chromium, on the built page:
//   npx tsx --conditions=@vae-lab/source apps/dashboard/bench/live.ts [--codes 60000] [--repeats 3]
// Wall-clock times depend on the load of the machine, which is printed; CPU times of the main thread do not.
const { values } = parseArgs({
  options: {
    codes: { type: "string", default: "60000" },
    repeats: { type: "string", default: "3" },
  },
});
const [codes, repeats] = [Number(values.codes), Number(values.repeats)];

const say = (what: string, text: string): void => console.log(`${what.padEnd(30)} ${text}`);
const middle = (numbers: readonly number[]): number => median(numbers) ?? Number.NaN;
const load = (): string => `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;

say("machine", load());
const run = await serveRun(codes);
const browser = await openChromium();

const explored = await watchedPage(browser);
await recordPage(explored.page);
const opening = await explored.cost(async () => {
  await explored.page.goto(`${run.url}${run.explorer}`);
  await explored.page.locator('[role="application"]').waitFor();
});
say(
  `open ${codes} codes`,
  `${opening.wall.toFixed(1)} s, ${opening.cpu.toFixed(1)} s of the main thread`,
);
await explored.page.waitForTimeout(2_000);

const drags: number[] = [];
for (let i = 0; i < repeats; i++) drags.push(...(await dragLatencies(explored.page, 20)));
say(
  "drag to decoded image",
  `median ${middle(drags).toFixed(0)} ms, largest ${Math.max(...drags).toFixed(0)} ms of ${drags.length} (${load()})`,
);

for (const [name, frames] of [
  ["hover", hoverFrames],
  ["pan", panFrames],
] as const) {
  const perSecond: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const cost = await explored.cost(async () => {
      perSecond.push(await frames(explored.page));
    });
    cpu.push((1_000 * cost.cpu) / ((perSecond.at(-1) ?? 0) * 3));
  }
  say(
    `${name} over ${codes} codes`,
    `median ${middle(perSecond).toFixed(0)} frames a second, ${middle(cpu).toFixed(1)} ms of the main thread each (${load()})`,
  );
}
await explored.close();

const trained = await watchedPage(browser);
await recordPage(trained.page);
const from = performance.now();
await trained.page.goto(`${run.url}/train`);
await trained.page.locator(".training .progress").waitFor();
const readable = readableEpoch(trained.page);
await trained.page.waitForTimeout(3_000);
await takeLongTasks(trained.page);
const grid = "Decoded codes on a grid";
const updates: number[] = [];
const tasks: number[] = [];
const busy: number[] = [];
const perUpdate: number[] = [];
for (let i = 0; i < repeats; i++) {
  const before = await drawsOf(trained.page, grid);
  const secondsBefore = await rendererSeconds(browser);
  const { wall, cpu } = await trained.cost(() => trained.page.waitForTimeout(5_000));
  updates.push(((await drawsOf(trained.page, grid)) - before) / wall);
  const drawn = (updates.at(-1) ?? 0) * wall;
  perUpdate.push((1_000 * ((await rendererSeconds(browser)) - secondsBefore)) / drawn);
  busy.push((100 * cpu) / wall);
  tasks.push(...(await takeLongTasks(trained.page)));
}
say(
  "updates while it trains",
  `median ${middle(updates).toFixed(0)} a second; ${middle(perUpdate).toFixed(0)} ms of CPU each, of page and worker (${load()})`,
);
say(
  "main thread while it trains",
  `busy ${middle(busy).toFixed(0)} % of the time; ${tasks.filter((ms) => ms >= 100).length} tasks of 100 ms or more, longest ${Math.max(0, ...tasks).toFixed(0)} ms in ${5 * repeats} s`,
);
const { first, last } = await readable;
say(
  "readable manifold",
  `${first.seconds.toFixed(0)} s, epoch ${first.epoch}, test ELBO ${first.elbo}: ${readableRule} (${last.elbo}, at ${((performance.now() - from) / 1_000).toFixed(0)} s; ${load()})`,
);
await trained.close();
await browser.close();
run.close();
