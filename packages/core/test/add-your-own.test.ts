import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { decode } from "@vae-lab/core";
import { afterAll, expect, test } from "vitest";

const page = readFileSync(new URL("../docs/add-your-own.md", import.meta.url), "utf8");
const written: URL[] = [];
afterAll(() => {
  for (const file of written) rmSync(file);
});

/** What the example under a heading exports. */
const example = async (heading: string) => {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? "";
  const code = /```ts\n(.*?)```/s.exec(section)?.[1] ?? "";
  const file = new URL(`./example-${written.length}.ts`, import.meta.url);
  writeFileSync(file, code);
  written.push(file);
  return import(file.href);
};

test("the exponential likelihood of the page is a density, trains, and refuses what it cannot mean", async () => {
  const { mass, trained, times, refused } = await example("A likelihood");
  expect(mass).toBeCloseTo(1, 2);
  await expect(refused).rejects.toThrow("data[2] must be ≥ 0, got -3");
  // The data are independent and exponential of mean 2: a decoder can say no more than that.
  const drawn = decode(trained, new Float32Array(20));
  const mean = times.reduce((sum: number, time: number) => sum + time, 0) / times.length;
  expect(drawn.reduce((sum, value) => sum + value / drawn.length, 0) / mean).toBeCloseTo(1, 0);
});

test("the antithetic estimator of the page has no noise on a linear f", async () => {
  const { linear, trained } = await example("An estimator");
  expect(linear).toBeCloseTo(2, 6);
  expect(trained.parameters).toHaveProperty("decoder.output.weights");
});

test("the budget of the page lets the rate rise with what is free", async () => {
  const { rateWith } = await example("An objective");
  const means = await Promise.all(
    [0, 2].map(async (nats) => {
      const rate: Float32Array = await rateWith(nats);
      return rate.reduce((sum, value) => sum + value, 0) / rate.length;
    }),
  );
  expect(means[0]).toBeLessThan(0.1);
  expect(means[1]).toBeGreaterThan((means[0] ?? 0) + 0.2);
});

test("the discs of the page are images that a model trains on", async () => {
  const { images, trained } = await example("Data");
  expect(Math.min(...images)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...images)).toBeGreaterThan(0.9);
  expect(decode(trained, new Float32Array(2))).toHaveLength(64);
});
