import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rng } from "@vae-lab/core";
import { afterAll, expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { encodeDataFile, readDataFile } from "../sweep/data-file.ts";
import { planOf } from "../sweep/plan.ts";
import { binarisedOnce } from "./dynamic-binarisation.ts";
import { loadDataset } from "./load-dataset.ts";
import { measuredTraining } from "./measured-training.ts";

const folder = await mkdtemp(join(tmpdir(), "vae-lab-bits-"));
afterAll(() => rm(folder, { recursive: true }));
const sizes = { trainSize: 30, testSize: 40 };
const dynamic = { ...sizes, name: "mnist", binarise: "dynamic" } as const;
const areBits = (values: Float32Array) => values.every((value) => value === 0 || value === 1);

test("training values of mnist stay grey, and what is measured are the bits of mnist-binarised", async () => {
  const data = await loadDataset(dynamic);
  const grey = await loadDataset({ ...sizes, name: "mnist" });
  const bits = await loadDataset({ ...sizes, name: "mnist-binarised" });
  expect(data.train).toEqual(grey.train);
  expect(data.test).toEqual(bits.test);
  expect(measuredTraining(dynamic, data)).toEqual(bits.train);
  expect(measuredTraining({ ...sizes, name: "mnist" }, grey)).toBe(grey.train);
  expect(new Set([data.hash, grey.hash, bits.hash]).size).toBe(3);
  const fewer = await loadDataset({ ...dynamic, testSize: 10 });
  expect(fewer.test.values).toEqual(data.test.values.subarray(0, 7840));
});

test("a bit is 1 as often as its grey value says, within four standard errors", () => {
  const grey = [0, 0.1, 0.5, 0.85, 1];
  const N = 20_000;
  const values = Float32Array.from({ length: N * grey.length }, (_, i) => grey[i % 5] ?? 0);
  const { values: bits } = binarisedOnce({ values, size: N }, "test", "mnist");
  expect(areBits(bits)).toBe(true);
  grey.forEach((p, d) => {
    let ones = 0;
    for (let n = 0; n < N; n++) ones += bits[n * 5 + d] ?? 0;
    expect(Math.abs(ones / N - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / N));
  });
});

const own = async (name: string, values: ArrayLike<number>) => {
  const path = join(folder, `${name}.csv`);
  const rows = Array.from(
    { length: values.length / 2 },
    (_, n) => `${values[2 * n]},${values[2 * n + 1]}`,
  );
  await writeFile(path, ["a,b", ...rows].join("\n"));
  return { name, train: path, binarise: "dynamic" } as const;
};

test("data of one's own are binarised the same under any name, and told apart by their hash", async () => {
  const config = await own("grey", rng(1).uniforms(80));
  const data = await loadDataset(config);
  expect(areBits(data.test.values)).toBe(true);
  expect(areBits(data.train.values)).toBe(false);
  expect(areBits(measuredTraining(config, data).values)).toBe(true);
  const { binarise: _, ...still } = config;
  expect((await loadDataset(still)).hash).not.toBe(data.hash);
  const renamed = await loadDataset({ ...config, name: "other" });
  expect([renamed.hash, renamed.test]).toEqual([data.hash, data.test]);
  const [trial] = (await planOf([completeConfig({ dataset: config })])).trials;
  expect(trial?.dataHash).toBe(data.hash);
  const file = join(folder, "data.safetensors");
  await writeFile(file, encodeDataFile(data));
  const { train, test: held, binarise, hash } = data;
  expect(await readDataFile(file, "grey", data.hash)).toMatchObject({
    train,
    test: held,
    binarise,
    hash,
  });
});

test("a plan gives the hash that loading gives", async () => {
  const [trial] = (await planOf([completeConfig({ dataset: dynamic })])).trials;
  expect(trial?.dataHash).toBe((await loadDataset(dynamic)).hash);
});

test("values that are no probabilities, and bits, are refused with what to do", async () => {
  await expect(loadDataset(await own("wide", rng(2).normals(80)))).rejects.toThrow(
    /^cannot binarise wide: the values of its training samples must be in \[0, 1\], .*\(got .*\); use --scale unit/,
  );
  const coins = rng(3).uniforms(80).map(Math.round);
  await expect(loadDataset(await own("coins", coins))).rejects.toThrow(
    "cannot binarise coins: its values must be grey (got training samples of 0 and 1 alone)",
  );
  await expect(
    planOf([
      completeConfig({
        dataset: { ...(await own("far", rng(2).normals(80))), binarise: undefined },
        model: { prior: { kind: "vamp" }, likelihood: { kind: "learned-gaussian" } },
      }),
    ]),
  ).rejects.toThrow(
    /^cannot use the data set far with model.prior.kind vamp: its pseudo-inputs are in \[0, 1\]/,
  );
});
