import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { dreg } from "../src/estimators/index.ts";
import {
  adam,
  bernoulli,
  type Estimator,
  elbo,
  fit as fitted,
  type Likelihood,
  type Normal,
  type Objective,
  type Optimizer,
  pathwise,
  recipes,
  reverseKl,
  rng,
  type Trainable,
  vae,
} from "../src/index.ts";
import { maskedDecoder } from "../src/models/index.ts";
import { iwae } from "../src/objectives/index.ts";
import { ShapeError } from "../src/tensors/index.ts";

// Parts of one's own that return something of another shape, or nothing.

const sizes = { dataSize: 4, hidden: [3], latentSize: 2 };
const essay = recipes.essayVae(sizes);
const data = rng(1).uniforms(6 * 4);

const training = (trainable: Trainable) =>
  fitted(trainable, data, { epochs: 1, batchSize: 3, seed: 1 });

const withLikelihood = (likelihood: Likelihood): Trainable => ({
  ...essay,
  model: vae({ ...sizes, likelihood }),
});

const elementwise: Likelihood["logProb"] = (logits, x) => logits.mul(x).sub(logits.exp().log1p()); // [S, B, D]

const own = bernoulli();

const likelihoods: [string, Likelihood, string][] = [
  [
    "logProb per pixel",
    { ...own, logProb: elementwise },
    "logProb of a likelihood must have shape [S = 1, B = 3], got [1, 3, 4]; sum over the data dimensions alone",
  ],
  [
    "logProb without the axis of draws",
    { ...own, logProb: (logits, x) => elementwise(logits, x).sum(-1).mean(0) },
    "logProb of a likelihood must have shape [S = 1, B = 3], got [3]",
  ],
  [
    "logProb that is a number",
    { ...own, logProb: (logits, x) => elementwise(logits, x).sum() },
    "logProb of a likelihood must have shape [S = 1, B = 3], got []",
  ],
  [
    "logProb that returns nothing",
    { ...own, logProb: () => undefined as never },
    "logProb of a likelihood must be a tensor of shape [S = 1, B = 3], got undefined",
  ],
];

describe("a likelihood of one's own is refused for", () => {
  test.each(likelihoods)("%s", async (_, likelihood, message) => {
    await expect(training(withLikelihood(likelihood))).rejects.toThrow(message);
    const masked = { ...essay, model: vae({ ...sizes, likelihood, decoder: maskedDecoder() }) };
    await expect(training(masked)).rejects.toThrow(message);
  });

  test("a mean or a sample of another shape, where it is asked for", () => {
    const { model } = withLikelihood({ ...own, mean: (x) => x.mean(-1), sample: (x) => x.mean(0) });
    tf.tidy(() => {
      const parameters = model.init(rng(1));
      const z = tf.zeros([1, 3, 2]);
      expect(() => model.mean(parameters, z)).toThrow(
        "mean of a likelihood must have shape [S = 1, B = 3, D], got [1, 3]",
      );
      expect(() => model.sampleData(parameters, z, rng(1))).toThrow(
        "sample of a likelihood must have shape [S = 1, B = 3, D], got [3, 4]",
      );
    });
  });

  test("functions that are missing, and for being a function", () => {
    const { requireData: _, ...without } = own;
    expect(() => vae({ ...sizes, likelihood: without as Likelihood })).toThrow(
      "a likelihood must have the functions outputSize, requireData, measureOf, logProb, mean, sample, got one without requireData",
    );
    expect(() => vae({ ...sizes, likelihood: bernoulli as never })).toThrow(
      "likelihood must be a likelihood, got a function; call it, as in bernoulli()",
    );
  });
});

const perDraw: Estimator<Normal> = {
  samples: 2,
  expectation: (f, q, noise) => f(q.reparameterizedSample(noise, 2)), // [S, B], not its mean
};

const perUnit = { ...reverseKl, total: reverseKl.perUnit };

const unsummed: Objective<Normal, Estimator<Normal>> = {
  bound: ({ q, prior, logLikelihood }, estimator, noise) => {
    const reconstruction = estimator.expectation(logLikelihood, q, noise);
    return { bound: reverseKl.perUnit(q, prior), reconstruction };
  },
};

const forgetful: Optimizer = { ...adam(), update: (_, state) => ({ parameters: {}, state }) };

test.each<[string, Trainable, string]>([
  [
    "an estimator that returns a number per draw",
    { ...essay, estimator: perDraw },
    "expectation of an estimator must have shape [B = 3], got [2, 3]; return the mean over the samples",
  ],
  [
    "a divergence that returns a number per unit",
    { ...essay, objective: elbo({ regulariser: perUnit }) },
    "total of a divergence must have shape [B = 3], got [3, 2]; sum over the units",
  ],
  [
    "an objective that returns a number per unit",
    { ...essay, objective: unsummed },
    "bound of an objective must have shape [B = 3], got [3, 2]",
  ],
  [
    "an objective that returns no reconstruction",
    { ...essay, objective: { bound: () => ({ bound: tf.zeros([3]) }) as never } },
    "reconstruction of an objective must be a tensor of shape [B = 3], got undefined",
  ],
  [
    "a corruption that changes the shape",
    { ...recipes.denoisingAutoencoder({ ...sizes, corruption: (x) => x.sum(-1) }) },
    "the corruption of a model must have shape [B = 3, D = 4], got [3]",
  ],
  [
    "an initialiser that turns the weights round",
    recipes.essayVae({ ...sizes, initialiser: (noise, m, n) => noise.normal([n, m]) }),
    "an initialiser must return shape [4, 3], got a tensor of shape [3, 4]",
  ],
  [
    "an optimizer that returns no parameters",
    { ...essay, optimizer: forgetful },
    "an optimizer's update must return every parameter, got none for encoder.hidden.1.weights",
  ],
])("%s is refused", async (_, trainable, message) => {
  await expect(training(trainable)).rejects.toThrow(message);
});

test.each<[string, object, string]>([
  [
    "an ELBO with an estimator of weights",
    { estimator: dreg() },
    "an ELBO needs an estimator of an expectation such as pathwise(), got one of weights",
  ],
  [
    "an ELBO without an estimator",
    { estimator: undefined },
    "an ELBO needs an estimator of an expectation such as pathwise(), got undefined",
  ],
  [
    "a bound of weights with an estimator of an expectation",
    { objective: iwae({ samples: 2 }) },
    "a bound of weights needs an estimator of weights such as dreg(), got one of an expectation",
  ],
])("%s is refused", async (_, parts, message) => {
  await expect(training({ ...essay, ...parts } as Trainable)).rejects.toThrow(message);
});

test("errors of shapes are ShapeErrors", async () => {
  await expect(training({ ...essay, estimator: perDraw })).rejects.toBeInstanceOf(ShapeError);
  await expect(training({ ...essay, estimator: pathwise() })).resolves.toBeDefined();
});
