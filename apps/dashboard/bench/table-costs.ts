import type { Browser } from "playwright-core";
import { costCells } from "./cost-table.ts";
import { filterTime, scrollFrames, watchedPage } from "./measure-page.ts";
import { scaleStudy } from "./scale-store.ts";

const filters = ["beta=4", "forward", "beta>=4 pathwise", "elbo>-9", "jeffreys"];

/** Measures the table of runs in use, as rows of a table in Markdown. */
export const tableCosts = async (browser: Browser, url: string): Promise<string[][]> => {
  const watched = await watchedPage(browser);
  const { page } = watched;
  await page.goto(`${url}/study/${scaleStudy}/runs`);
  await page.locator("tbody tr .col-name").first().waitFor();
  await page.waitForTimeout(2_000);
  const idle = await watched.cost(() => page.waitForTimeout(30_000));
  let frames = 0;
  const scrolling = await watched.cost(async () => {
    frames = await scrollFrames(page);
  });
  const times: string[] = [];
  for (const text of filters) {
    let time = 0;
    const { cpu } = await watched.cost(async () => {
      time = await filterTime(page, text);
    });
    times.push(`\`${text}\` ${time.toFixed(0)} ms (${(1e3 * cpu).toFixed(0)} ms CPU)`);
    await page.waitForTimeout(400);
  }
  await watched.close();
  const rate = (frames / scrolling.wall).toFixed(0);
  const each = ((1e3 * scrolling.cpu) / frames).toFixed(0);
  return [
    ["idle for 30 s with finished runs", costCells(idle).slice(1).join(", ")],
    ["scrolling", `${rate} frames per second, ${each} ms of the main thread each`],
    ["filter, key to rows", times.join(", ")],
  ];
};
