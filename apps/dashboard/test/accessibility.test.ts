import { axeViolations } from "@vae-lab/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 180_000);
afterAll(() => site.close(), 30_000);

const pages = {
  start: "/",
  findings: "/findings",
  "a study": "/study/kl-direction",
  runs: "/runs",
  "runs with a selection": "/study/kl-direction/runs?runs=d0eeda28&q=beta%3D1",
  "a filter that no run meets": "/study/kl-direction/runs?q=beta%3D3",
  "a filter that cannot be read": "/study/kl-direction/runs?q=beta%3D3%20OR",
  "the comparison": "/study/kl-direction/compare",
  "a run": "/study/kl-direction/run/",
  "an unknown run": "/study/kl-direction/run/ffffffff",
  "training in the page": "/train?vs=beta:16",
  "a fit": "/fit",
  "an unknown page": "/nowhere",
} as const;

/** Scrolls to each section, because a section is drawn when it comes into view. */
const showAll = async (page: Page): Promise<void> => {
  const sections =
    "settings beta plane pairs importance scatter parallel curves images codes units model";
  for (const id of sections.split(" "))
    await page
      .locator(`#${id}`)
      .evaluateAll((all) => all.map((element) => element.scrollIntoView()));
};

const names = Object.keys(pages) as (keyof typeof pages)[];

/** Both schemes and both widths, not all pairs of them: a page takes seconds. */
test.for(names)("axe finds nothing on %s: light and wide, then dark and narrow", async (name) => {
  const { page } = await site.open(pages[name], { colorScheme: "light" });
  if (name === "a run") {
    await page.goto(`${site.url}/runs`);
    await page.locator("tbody .col-name a").first().click();
    await page.waitForURL(/\/run\//);
  }
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await showAll(page);
  await page.waitForTimeout(700);
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 900 });
  await showAll(page);
  await page.waitForTimeout(700);
  expect(await axeViolations(page)).toEqual([]);
  await page.close();
});

test("a primary button that is pointed at keeps the colours that its text is read on", async () => {
  const { page } = await site.open("/train", { colorScheme: "light" });
  const button = page.getByRole("button", { name: "Pause" });
  const colours = () =>
    button.evaluate((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return { color, backgroundColor };
    });
  await page.mouse.move(0, 0);
  const before = await colours();
  await button.hover();
  expect(await colours()).toEqual(before);
  await page.close();
});
