import { expect, test } from "vitest";
import { completeConfig } from "./complete-config.ts";

const rules = (dataset: object, model: object = {}): string => {
  try {
    completeConfig({ dataset: { binarise: "dynamic", ...dataset }, model });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};
const mnist = { name: "mnist", trainSize: 100 };
const own = { train: "faces.npy" };

test("grey values are binarised, with any model that has a Bernoulli likelihood", () => {
  for (const model of [
    {},
    { kind: "autoencoder" },
    { codes: { kind: "bernoulli" } },
    { prior: { kind: "vamp" } },
    { condition: "labels" },
    { posterior: { kind: "semi-amortised" } },
  ])
    expect(rules(mnist, model)).toBe("");
  expect(rules({ name: "fashion-mnist" })).toBe("");
  expect(rules(own)).toBe("");
  expect(rules({ ...own, scale: "unit" })).toBe("");
});

test.each([
  [{ name: "mnist-binarised" }, {}, "needs grey values, and those of mnist-binarised are 0 or 1"],
  [{ name: "bars" }, {}, "needs grey values, and those of bars are 0 or 1"],
  [{ ...own, scale: "standardise" }, {}, "needs values in [0, 1], which dataset.scale standardise"],
  [
    mnist,
    { likelihood: { kind: "gaussian", variance: 1 } },
    "needs model.likelihood.kind bernoulli, the likelihood of bits, got gaussian",
  ],
  [
    mnist,
    { posterior: { kind: "per-observation" } },
    "does not go with model.posterior.kind per-observation: it has parameters for each training example",
  ],
  [
    mnist,
    { posterior: { kind: "batch-normalised-mean" } },
    "does not go with model.posterior.kind batch-normalised-mean: its statistics would be of the grey",
  ],
])("dynamic binarisation of %j with %j is refused in one sentence", (dataset, model, message) => {
  expect(rules(dataset, model)).toContain(`dataset.binarise dynamic ${message}`);
  expect(rules(dataset, model)).not.toContain("\n");
});

test("another way to binarise is refused with those there are", () => {
  expect(rules({ ...mnist, binarise: "static" })).toBe(
    'dataset.binarise must be one of dynamic, got "static"',
  );
});

test("a data set that is changed for another keeps its binarisation", () => {
  const base = { dataset: { ...mnist, binarise: "dynamic" } };
  expect(completeConfig(base, { dataset: own }).dataset).toMatchObject({ binarise: "dynamic" });
  expect(
    completeConfig({ dataset: { ...own, binarise: "dynamic" } }, { dataset: { name: "mnist" } })
      .dataset,
  ).toEqual({
    name: "mnist",
    binarise: "dynamic",
  });
});
