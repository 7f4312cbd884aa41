import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { holdOut, trainingRows } from "./held-out.ts";

/** 20 rows of two numbers that name the row. */
const images = Float32Array.from({ length: 40 }, (_, i) => Math.floor(i / 2) + (i % 2) / 2);
const dataset = { name: "mnist" } as const;
const names = (rows: Float32Array) => [...rows].filter((_, i) => i % 2 === 0);

test("each row is either trained on or held out, in its order", () => {
  const { rows, heldOut } = holdOut(images, 20, 0.25, rng(1));
  expect([rows.length, heldOut.length]).toEqual([30, 10]);
  expect(names(heldOut)).toEqual(names(heldOut).toSorted((a, b) => a - b));
  expect([...rows, ...heldOut].sort((a, b) => a - b)).toEqual([...images]);
});

test("the seed decides which rows are held out", () => {
  const heldOutBy = (seed: number) =>
    trainingRows(
      { dataset, seed, earlyStopping: { heldOutShare: 0.2, patience: 1, minDelta: 0 } },
      { values: images, size: 20 },
    ).heldOut;
  expect(heldOutBy(1)).toEqual(heldOutBy(1));
  expect(heldOutBy(2)).not.toEqual(heldOutBy(1));
});

test("without early stopping all rows are trained on, without a copy", () => {
  expect(trainingRows({ dataset, seed: 1 }, { values: images, size: 20 })).toEqual({
    rows: images,
  });
});

test.each([0.01, 0.99])("a share of %f that leaves one part empty is refused", (share) => {
  expect(() => holdOut(images, 20, share, rng(1))).toThrow(
    `cannot hold out a share of ${share} of 20 training examples`,
  );
});

test("held-out rows of grey values are bits where training draws them anew, and the others stay grey", () => {
  const grey = rng(3).uniforms(40);
  const earlyStopping = { heldOutShare: 0.5, patience: 1, minDelta: 0 };
  const split = { values: grey, size: 20 };
  const own = { seed: 1, earlyStopping };
  const asTheyAre = trainingRows({ ...own, dataset }, split);
  const { rows, heldOut } = trainingRows(
    { ...own, dataset: { ...dataset, binarise: "dynamic" } },
    split,
  );
  expect(rows).toEqual(asTheyAre.rows);
  expect(new Set(heldOut)).toEqual(new Set([0, 1]));
  expect(heldOut).toHaveLength(asTheyAre.heldOut?.length ?? 0);
});
