import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { essayClaims } from "@vae-lab/experiments/studies";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let site: Site;
/** The story in one page for all tests; those that leave it come last. */
let page: Page;
let faults: string[] = [];
beforeAll(async () => {
  site = await openSite();
  ({ page, faults } = await site.openForAll("/story", { colorScheme: "light" }));
  await page
    .getByRole("application", { name: "Map of the autoencoder" })
    .waitFor({ timeout: 60_000 });
  await page.getByText("Loading the findings…").first().waitFor({ state: "detached" });
}, 240_000);
afterAll(() => site.close(), 30_000);

const openDetails = () =>
  page.locator("details").evaluateAll((all) => {
    for (const element of all) (element as HTMLDetailsElement).open = true;
  });

/** Waits until a canvas shows something else than `before`, and returns its pixels. */
const changedFrom = async (before: string, name: string): Promise<string> => {
  await expect.poll(() => pixelsOf(name)).not.toBe(before);
  return pixelsOf(name);
};

/** The pixels of a figure's canvas. */
const pixelsOf = (name: string): Promise<string> =>
  page
    .getByRole("img", { name, exact: true })
    .first()
    .evaluate((element) => (element as HTMLCanvasElement).toDataURL());

test("dragging in a map, and its arrow keys, decode another code", async () => {
  const map = page
    .getByRole("application", { name: "Map of the VAE: codes", exact: false })
    .first();
  await map.scrollIntoViewIfNeeded();
  const seen = [await pixelsOf("Decoded place of the VAE")];
  const box = await map.boundingBox();
  if (box === null) throw new Error("the map has no place on the page");
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.55);
  await page.mouse.up();
  seen.push(await changedFrom(seen.at(-1) ?? "", "Decoded place of the VAE"));
  await map.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  seen.push(await changedFrom(seen.at(-1) ?? "", "Decoded place of the VAE"));
  expect(new Set(seen).size).toBe(3);
  expect(faults).toEqual([]);
});

test("the collapsed decoder draws the same picture wherever the code lies, and the other does not", async () => {
  const map = page.getByRole("application", { name: "Map of the VAE of beta 1:" });
  const pictures = async () => [
    await pixelsOf("Decoded place of beta 1"),
    await pixelsOf("Decoded place of beta 64"),
  ];
  await map.focus();
  const before = await pictures();
  for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowUp");
  await changedFrom(before[0] ?? "", "Decoded place of beta 1");
  const after = await pictures();
  /** The largest difference of two pictures' pixels, of 255. */
  const difference = await page.evaluate(
    async (urls) => {
      const read = async (url: string | undefined) => {
        const image = await createImageBitmap(await (await fetch(url ?? "")).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height).data ?? [];
      };
      const [a = [], b = []] = await Promise.all(urls.map(read));
      return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? 0))));
    },
    [before[1], after[1]],
  );
  expect(difference).toBeLessThan(16);
});

test("the encoder's cloud costs less than the prior, and the optimised cloud less than the encoder's", async () => {
  const totals = async (step: string) =>
    (await page.locator(`#${step} .story-costs dd b`).allTextContents()).map(Number.parseFloat);
  const [prior = Number.NaN, encoder = Number.NaN] = await totals("elbo");
  expect(encoder).toBeLessThan(prior);
  await page.getByRole("button", { name: "Move to the encoder’s cloud" }).click();
  // The encoder's cloud may be narrower along one number; the figure's is round
  await expect
    .poll(async () => Math.abs(((await totals("elbo"))[0] ?? Number.NaN) - encoder))
    .toBeLessThan(2);
  await page.getByRole("button", { name: "Optimise this picture’s cloud" }).click();
  await page.getByText(/The encoder’s cloud costs .* nats more/).waitFor();
  const [own = Number.NaN, best = Number.NaN] = await totals("amortisation");
  expect(best).toBeLessThan(own);
  expect(faults).toEqual([]);
});

test("more samples and a constant in the cost change the spread of the gradients as they should", async () => {
  const spreads = async () =>
    (await page.locator("#gradients .story-strips figcaption").allTextContents()).map((text) =>
      Number(/spread ([\d.]+)/.exec(text)?.[1]),
    );
  const [score = 0, pathwise = 0] = await spreads();
  expect(score).toBeGreaterThan(2 * pathwise);
  await page.getByRole("slider", { name: "constant added to the cost" }).fill("20");
  await expect.poll(async () => (await spreads())[0]).toBeGreaterThan(2 * score);
  const [noisier = 0, same = 0] = await spreads();
  expect(same).toBe(pathwise);
  await page.getByRole("slider", { name: "samples per estimate" }).fill("4");
  await expect.poll(async () => (await spreads())[0]).not.toBe(noisier);
  const [averaged = 0] = await spreads();
  // 2⁴ samples: a quarter of the spread
  expect(noisier / averaged).toBeGreaterThan(3);
  expect(noisier / averaged).toBeLessThan(5);
});

test("forward KL ends between two far modes, and reverse KL at one of them", async () => {
  const middles = async () =>
    (await page.locator("#direction .fit figcaption").allTextContents()).map((text) =>
      text.includes("…")
        ? Number.NaN
        : Number(/middle (−?[\d.]+)/.exec(text)?.[1]?.replace("−", "-")),
    );
  await expect
    .poll(middles, { timeout: 40_000 })
    .toEqual([expect.closeTo(0, 0), expect.closeTo(3, 0)]);
}, 180_000);

/** Violations of WCAG 2.0 to 2.2 (A and AA) and of best practices. */
const violations = async (): Promise<string[]> => {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
        }>;
      };
    };
    return (await axe.run()).violations.map(
      ({ id, nodes }) =>
        `${id} × ${nodes.length}, such as ${nodes[0]?.target.join(" ")}: ${nodes[0]?.failureSummary}`,
    );
  });
};

test("axe finds nothing, light and dark, with all details open", async () => {
  await openDetails();
  expect(await violations()).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 900 });
  await page.waitForTimeout(700);
  expect(await violations()).toEqual([]);
}, 120_000);

test("nothing is wider than the page from 360 pixels to 4K, with all details open", async () => {
  await openDetails();
  for (const width of [360, 768, 1280, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(300);
    const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(scrolled).toBeLessThanOrEqual(width);
  }
});

test("the Tab key reaches every link, control and map in the order of the page", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const shown = await page.evaluate(() => {
    for (const element of document.querySelectorAll("details")) element.open = false;
    const elements = [
      ...document.querySelectorAll<HTMLElement>(
        ".story :is(a, button, input, summary, [tabindex='0'])",
      ),
    ].filter((element) => element.checkVisibility() && !element.matches(":disabled"));
    const reached: number[] = [];
    Object.assign(globalThis, { reached });
    document.addEventListener("focusin", ({ target }) =>
      reached.push(elements.indexOf(target as HTMLElement)),
    );
    elements[0]?.focus();
    return elements.length;
  });
  for (let i = 1; i < shown; i++) await page.keyboard.press("Tab");
  expect(
    await page.evaluate(() => (globalThis as unknown as { reached: number[] }).reached),
  ).toEqual(Array.from({ length: shown }, (_, i) => i));
});

test("a claim leads to the finding of the study behind it", async () => {
  const claim = page.locator(".story .claim", { hasText: essayClaims.E5 });
  await openDetails();
  const link = claim.getByRole("link").first();
  const text = (await link.textContent()) ?? "";
  await link.click();
  await page.locator(".claim", { hasText: text }).first().waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/study\//);
});

test("each claim of the essay is in one step, with the verdict of the findings page", async () => {
  await page.goBack();
  await page.locator(".story .claim-head").first().waitFor();
  const read = (root: string) =>
    page
      .locator(`${root} .claim-head`)
      .evaluateAll((heads) =>
        heads.map((head) => [
          head.querySelector(".faint")?.textContent ?? "",
          head.querySelector(".verdict")?.textContent ?? "",
        ]),
      );
  const inStory = await read(".story");
  expect(inStory.map(([name]) => name).sort()).toEqual(Object.keys(essayClaims).sort());
  await page.getByRole("navigation", { name: "Pages" }).getByText("Findings").click();
  await page.locator(".findings-page .claim-head").first().waitFor();
  const onFindings = await read(".findings-page");
  expect(new Map(inStory.map(([a = "", b]) => [a, b]))).toEqual(
    new Map(onFindings.map(([a = "", b]) => [a, b])),
  );
  expect(faults).toEqual([]);
});
