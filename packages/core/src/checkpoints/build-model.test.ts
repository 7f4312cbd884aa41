import { describe, expect, test } from "vitest";
import { rng } from "../random/rng.ts";
import { buildModel } from "./build-model.ts";
import type { ModelDescription, NormalVaeDescription } from "./model-description.ts";

const image = { kind: "image", height: 4, width: 3, channels: 1 } as const;
const plain: NormalVaeDescription = {
  kind: "vae",
  family: "normal",
  sample: image,
  latentSize: 2,
  hidden: [5],
  likelihood: { kind: "bernoulli" },
};

test("the description of a VAE determines the shapes of its parameters", () => {
  expect(buildModel(plain).shapes).toEqual({
    "encoder.hidden.1.weights": [12, 5],
    "encoder.hidden.1.bias": [5],
    "encoder.mean.weights": [5, 2],
    "encoder.mean.bias": [2],
    "encoder.logVariance.weights": [5, 2],
    "encoder.logVariance.bias": [2],
    "decoder.hidden.1.weights": [2, 5],
    "decoder.hidden.1.bias": [5],
    "decoder.output.weights": [5, 12],
    "decoder.output.bias": [12],
  });
});

test("units of categorical codes have one number per class", () => {
  const { latentSize } = buildModel({ ...plain, family: "categorical", classes: 7 } as never);
  expect(latentSize).toBe(14);
});

test("the variance of initial weights is that of the named distribution", () => {
  const wide = { ...plain, hidden: [4000], initialisation: "he-normal" } as const;
  const w = buildModel(wide).init(rng(1))["encoder.hidden.1.weights"]?.dataSync() ?? [];
  const variance = Array.from(w).reduce((sum, one) => sum + one ** 2, 0) / w.length;
  expect(Math.abs(variance / (2 / 12) - 1)).toBeLessThan(4 * Math.sqrt(2 / w.length));
});

describe("a description is refused", () => {
  const build = (change: object) => () => buildModel({ ...plain, ...change } as ModelDescription);

  test.each<[string, object, string]>([
    [
      "with another kind",
      { kind: "gan" },
      'kind must be one of vae, autoencoder, denoising-autoencoder, got "gan"',
    ],
    [
      "with another family",
      { family: "toString" },
      "family must be one of normal, two-layers, bernoulli, categorical",
    ],
    [
      "with another likelihood",
      { likelihood: { kind: "poisson" } },
      "likelihood.kind must be one of bernoulli,",
    ],
    ["without a likelihood", { likelihood: undefined }, "needs the option likelihood"],
    [
      "with an unknown key",
      { latents: 3 },
      "the description of a model has no option latents; did you mean latentSize?",
    ],
    [
      "with another prior",
      { prior: { kind: "flow" } },
      'prior.kind must be one of mixture, vamp, got "flow"',
    ],
    [
      "with a learned prior and a posterior that rests on N(0, I)",
      { prior: { kind: "vamp", components: 3 }, posterior: { kind: "committed-rate" } },
      'it must be the encoder\'s own, or of kind variance-floor (got posterior.kind "committed-rate")',
    ],
    [
      "with a learned prior and a condition",
      {
        prior: { kind: "mixture", components: 3 },
        condition: { kind: "labels", classes: ["a", "b"], shares: [0.5, 0.5] },
      },
      "cannot build a conditional model with a learned prior",
    ],
    [
      "with two layers and a posterior",
      { family: "two-layers", topSize: 1, posterior: { kind: "committed-rate" } },
      "the description of a model has no option posterior",
    ],
    ["with no sample", { sample: { kind: "text" } }, "sample.kind must be one of image, vector"],
    [
      "with half a pixel",
      { sample: { ...image, width: 0.5 } },
      "each length of sample must be a whole number ≥ 1, got 0.5",
    ],
    [
      "with a likelihood's option missing",
      { likelihood: { kind: "gaussian" } },
      "gaussian needs the option variance",
    ],
    [
      "with convolutions of vectors",
      { sample: { kind: "vector", length: 12 }, encoder: "convolutional" },
      "samples must be images (got vectors of 12)",
    ],
  ])("%s", (_, change, message) => {
    expect(build(change)).toThrow(message);
  });
});
