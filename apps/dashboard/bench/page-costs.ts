import type { Browser, Page } from "playwright-core";
import { type Cost, watchedPage } from "./measure-page.ts";
import { scaleStudy } from "./scale-store.ts";

/** A page that is measured. */
interface ScalePage {
  readonly name: string;
  readonly path: string;
  /** Matches when the page can be used. */
  readonly usable: string;
  /** Matches the places that are drawn when they come into view. */
  readonly parts?: string;
}

const study = `/study/${scaleStudy}`;
const sections = ".section .content";

const scalePages: readonly ScalePage[] = [
  { name: "Start", path: "/", usable: ".cards .card" },
  { name: "Runs", path: `${study}/runs`, usable: "tbody tr .col-name" },
  {
    ...{ name: "Runs in groups of seeds", path: `${study}/runs?group=all-but-seed` },
    usable: "tbody tr.group",
  },
  {
    ...{ name: "Runs by β, groups open", path: `${study}/runs?group=objective.beta&open=all` },
    usable: "tbody tr.member",
  },
  { name: "Compare", path: `${study}/compare`, usable: "#beta figure svg", parts: sections },
  {
    ...{ name: "Rate–distortion", path: `${study}/compare#plane` },
    usable: "#plane figure svg",
  },
  {
    ...{ name: "Importance of params", path: `${study}/compare#importance` },
    usable: "#importance figure svg",
  },
  { name: "Collapse", path: `${study}/collapse`, usable: "#onset figure svg", parts: sections },
  { name: "Blur", path: `${study}/blur`, usable: "#equal-rate figure svg", parts: sections },
  { name: "Verify", path: "/verify", usable: ".property" },
  { name: "Known defects", path: "/museum", usable: ".defect" },
];

/** What a page costs. */
export interface PageCost {
  readonly name: string;
  /** Until the page can be used. */
  readonly opening: Cost;
  /** From then until all of its sections are drawn; absent for pages without sections. */
  readonly sections?: Cost;
  /** In five seconds after that. */
  readonly idle: Cost;
  readonly nodes: number;
  /** In MB. */
  readonly heap: number;
}

/** Scrolls to each part, and waits until it shows something and loads nothing. */
const showParts = async (page: Page, parts: string): Promise<void> => {
  const all = page.locator(parts);
  for (let index = 0; index < (await all.count()); index += 1) {
    const part = all.nth(index);
    await part.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await part.locator(":scope > *").first().waitFor();
    await part.locator(".loading").first().waitFor({ state: "detached" });
  }
};

const costOf = async (
  browser: Browser,
  url: string,
  { name, path, usable, parts }: ScalePage,
): Promise<PageCost> => {
  const watched = await watchedPage(browser);
  const { page } = watched;
  const opening = await watched.cost(async () => {
    await page.goto(`${url}${path}`);
    await page.locator(usable).first().waitFor();
  });
  const drawn = parts && (await watched.cost(() => showParts(page, parts)));
  await page.waitForTimeout(1_000);
  const idle = await watched.cost(() => page.waitForTimeout(5_000));
  const { nodes, heap } = await watched.size();
  await watched.close();
  return { name, opening, ...(drawn && { sections: drawn }), idle, nodes, heap };
};

/** Measures each page in a context of its own, without a cache. */
export const pageCosts = async (browser: Browser, url: string): Promise<PageCost[]> => {
  const costs: PageCost[] = [];
  for (const page of scalePages) costs.push(await costOf(browser, url, page));
  return costs;
};
