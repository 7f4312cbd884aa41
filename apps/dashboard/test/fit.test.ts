import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./open-site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 120_000);
afterAll(() => site.close());

/** The mean and standard deviation of q when the descent has ended. */
const fitted = async (search: string) => {
  const { page, faults } = await site.open(`/fit${search}`);
  const status = page.locator(".fit .progress");
  await expect.poll(() => status.textContent(), { timeout: 30_000 }).toMatch(/best fit|minimum/);
  const text = ((await status.textContent()) ?? "").replaceAll("−", "-");
  const [, mean, sd] = /mean (-?[\d.]+), standard deviation ([\d.]+)/.exec(text) ?? [];
  expect(faults).toEqual([]);
  await page.context().close();
  return { mean: Number(mean), sd: Number(sd), isBest: text.includes("the best fit") };
};

test("forward KL covers both modes: q has the mean and the variance of p", async () => {
  // ½N(−a, 1) + ½N(a, 1) has mean 0 and variance 1 + a²
  const { mean, sd, isBest } = await fitted("?divergence=forward&a=3");
  expect(mean).toBeCloseTo(0, 1);
  expect(sd).toBeCloseTo(Math.sqrt(10), 1);
  expect(isBest).toBe(true);
}, 180_000);

test("with unequal modes forward KL still has the moments of p", async () => {
  // mean (1 − 2s)a = 1.5, variance 1 + 4s(1 − s)a² = 7.75 for s = ¼ and a = 3
  const { mean, sd } = await fitted("?divergence=forward&a=3&share=0.25");
  expect(mean).toBeCloseTo(1.5, 1);
  expect(sd).toBeCloseTo(Math.sqrt(7.75), 1);
}, 180_000);

test("reverse KL seeks one of two far modes, the nearer one to where it starts", async () => {
  const right = await fitted("?divergence=reverse&a=4&mean=0.5");
  const left = await fitted("?divergence=reverse&a=4&mean=-0.5");
  expect([right.mean, left.mean]).toEqual([expect.closeTo(4, 1), expect.closeTo(-4, 1)]);
  expect(right.sd).toBeCloseTo(1, 1);
}, 180_000);

test("reverse KL covers two near modes", async () => {
  const { mean, isBest } = await fitted("?divergence=reverse&a=1.5&mean=2");
  expect(mean).toBeCloseTo(0, 1);
  expect(isBest).toBe(true);
}, 180_000);

test("a mode of small mass can hold the descent of reverse KL, which says that it is not the best", async () => {
  const { mean, isBest } = await fitted("?divergence=reverse&a=4&share=0.9&mean=3");
  expect(mean).toBeCloseTo(4, 1);
  expect(isBest).toBe(false);
}, 180_000);

test("on the plane the fit is drawn, and a change of the divergence begins anew", async () => {
  const { page, faults } = await site.open("/fit?target=ring&divergence=reverse&a=3");
  await page.getByRole("img", { name: "The target on the plane" }).waitFor();
  await page.getByRole("combobox", { name: "divergence" }).selectOption("forward");
  await page.waitForURL(/divergence=forward/);
  const status = page.locator(".fit .progress");
  await expect.poll(() => status.textContent(), { timeout: 40_000 }).toContain("the best fit");
  expect(await page.locator("ellipse.own").count()).toBe(2);
  expect(faults).toEqual([]);
}, 180_000);
