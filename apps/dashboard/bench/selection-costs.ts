import type { Browser } from "playwright-core";
import { type Cost, watchedPage } from "./measure-page.ts";
import { scaleStudy } from "./scale-store.ts";

/** What a comparison of selected runs costs. */
export interface SelectionCost {
  readonly name: string;
  readonly cost: Cost;
  /** After all that is in view is drawn. */
  readonly size?: { readonly nodes: number; readonly heap: number };
}

/** Short ids of the runs of the table. */
const shortIdsOf = async (url: string): Promise<string[]> => {
  const response = await fetch(`${url}/ajax-api/2.0/vae-lab/run-table?experiment_id=1`);
  const { runs } = (await response.json()) as { runs: [id: string][] };
  return runs.map(([id]) => id.slice(0, 8));
};

/** Measures comparisons of so many runs: the first figure, then the curves. */
export const selectionCosts = async (
  browser: Browser,
  url: string,
  counts: readonly number[],
): Promise<SelectionCost[]> => {
  const ids = await shortIdsOf(url);
  const costs: SelectionCost[] = [];
  for (const count of counts) {
    const watched = await watchedPage(browser);
    const { page } = watched;
    const runs = ids.slice(0, count).join(",");
    const first = await watched.cost(async () => {
      await page.goto(`${url}/study/${scaleStudy}/compare?runs=${runs}&curves=train/loss`);
      await page.locator(".drawing svg").first().waitFor();
    });
    const curves = await watched.cost(async () => {
      await page.locator("#curves").evaluate((element) => element.scrollIntoView());
      await page.locator('#curves svg [stroke-width="2"]').first().waitFor();
    });
    await page.waitForTimeout(1_000);
    costs.push(
      { name: `${count} runs, first figure`, cost: first },
      { name: `${count} runs, curves`, cost: curves, size: await watched.size() },
    );
    await watched.close();
  }
  return costs;
};
