import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openChromium } from "@vae-lab/testing";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { defaultHome, serveSmallStudy } from "./small-study.ts";

// Takes the screenshots of docs/dashboard.md, of the small study:
//   npx tsx --conditions=@vae-lab/source bench/screenshots.ts [--home workspace] [--to folder]
//     [--only name,name] [--width 1280] [--height 860] [--theme light]
const { values } = parseArgs({
  options: {
    home: { type: "string", default: defaultHome },
    to: {
      type: "string",
      default: fileURLToPath(new URL("../../../docs/dashboard", import.meta.url)),
    },
    only: { type: "string" },
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "860" },
    theme: { type: "string", default: "light" },
  },
});

interface View {
  readonly name: string;
  readonly path: string;
  /** A selector of what must be seen. */
  readonly shows: string;
  /** What is done before the picture is taken. */
  readonly before?: (page: Page) => Promise<unknown>;
}

const ofStudy = (page: string) => `/study/digits/${page}`;
const twoBetas = "reverse-kl pathwise seed=1 beta in (1, 16)";

/** Opens a run of β = 1 from the table. */
const openRun = async (page: Page): Promise<void> => {
  await page.locator("td.col-name a").first().click();
  await page.locator(".facts-list").first().waitFor();
};

const compareTwo = async (page: Page): Promise<void> => {
  await page.getByText("2 of 90 runs").waitFor();
  await page.getByRole("checkbox", { name: "Select all runs shown" }).check();
  await page.getByRole("link", { name: "Compare 2 runs" }).click();
  await page.getByRole("navigation", { name: "On this page" }).getByText("Images").click();
  await page.locator("#images img").nth(1).waitFor();
};

const views: readonly View[] = [
  { name: "start", path: "/", shows: ".start-page .card .verdict" },
  {
    name: "runs",
    path: ofStudy("runs?group=all-but-seed&q=pathwise"),
    shows: "tr.group",
  },
  { name: "compare", path: ofStudy("compare"), shows: "#beta svg" },
  {
    name: "images",
    path: ofStudy(`runs?q=${encodeURIComponent(twoBetas)}`),
    shows: "tbody tr",
    before: compareTwo,
  },
  { name: "plane", path: ofStudy("compare#plane"), shows: "#plane svg" },
  { name: "pairs", path: ofStudy("compare#pairs"), shows: "#pairs table" },
  { name: "parallel", path: ofStudy("compare#parallel"), shows: "#parallel svg" },
  { name: "collapse", path: ofStudy("collapse"), shows: "#onset table" },
  { name: "blur", path: ofStudy("blur"), shows: ".section svg" },
  {
    name: "run",
    path: ofStudy("runs?q=reverse-kl+pathwise+seed%3D1+beta%3D1"),
    shows: "td.col-name a",
    before: openRun,
  },
  {
    name: "model",
    path: ofStudy("runs?q=reverse-kl+pathwise+seed%3D1+beta%3D1"),
    shows: "td.col-name a",
    before: async (page) => {
      await openRun(page);
      await page.locator("#model").scrollIntoViewIfNeeded();
      await page.locator("#model svg").first().waitFor();
      await page.locator("#model").evaluate((element) => element.scrollIntoView());
    },
  },
  { name: "verify", path: "/verify", shows: ".verify-page .outcome" },
  { name: "museum", path: "/museum", shows: "article, .section" },
  { name: "findings", path: "/findings", shows: ".verdict" },
];

const only = values.only?.split(",");
const [width, height] = [Number(values.width), Number(values.height)];
const { url, close } = await serveSmallStudy(values.home);
const browser = await openChromium();
mkdirSync(values.to, { recursive: true });
for (const view of views) {
  if (only !== undefined && !only.includes(view.name)) continue;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: values.theme === "dark" ? "dark" : "light",
  });
  const page = await context.newPage();
  await page.goto(`${url}${view.path}`);
  await page.locator(view.shows).first().waitFor();
  await view.before?.(page);
  await page.waitForLoadState("networkidle");
  // Sections above the one that is shown may still grow
  await page.waitForTimeout(1_500);
  const picture = sharp(await page.screenshot());
  await picture
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(`${values.to}/${view.name}.png`);
  await context.close();
}
await browser.close();
close();
