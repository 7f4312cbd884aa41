import { beforeAll, describe, expect, test } from "vitest";
import { annealedLowerBound, refine } from "../src/evaluation/index.ts";
import { families } from "../src/families/index.ts";
import {
  adam,
  bernoulli,
  codes,
  elbo,
  elboTerms,
  fit as fitted,
  pathwise,
  recipes,
  rng,
  type Trainable,
  type TrainedModel,
  type Vae,
  vae,
} from "../src/index.ts";
import { semiAmortised } from "../src/posteriors/index.ts";
import { targetRate } from "../src/schedules/index.ts";
import { NonFiniteError } from "../src/training/index.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(700 * 6);
const bits = data.map(Math.round);
const options = { epochs: 2, batchSize: 100, seed: 3 };

/** A function that works for some calls and then throws. */
const failingAfter = <A extends unknown[], R>(calls: number, f: (...args: A) => R) => {
  let left = calls;
  return (...args: A): R => {
    if (left-- > 0) return f(...args);
    throw new Error("no more");
  };
};

const { model: essayModel, objective, estimator } = recipes.essayVae(sizes);
const own = bernoulli();
const throwing: Record<string, (calls: number) => Trainable> = {
  "a likelihood": (calls) => ({
    ...recipes.essayVae(sizes),
    model: vae({ ...sizes, likelihood: { ...own, logProb: failingAfter(calls, own.logProb) } }),
  }),
  "a likelihood of REBAR's relaxed codes": (calls) => ({
    ...recipes.rebarVae(sizes),
    model: vae({
      ...sizes,
      family: families.bernoulli,
      likelihood: { ...own, logProb: failingAfter(2 * calls, own.logProb) },
    }),
  }),
  "a posterior": (calls) => ({
    ...recipes.essayVae(sizes),
    model: { ...essayModel, posterior: failingAfter(calls, essayModel.posterior) },
  }),
  "an objective, at its end": (calls) => {
    const end = failingAfter(calls, () => undefined);
    const bound: typeof objective.bound = (...args) => {
      const found = objective.bound(...args);
      end();
      return found;
    };
    return { ...recipes.essayVae(sizes), objective: { ...objective, bound } };
  },
  "an estimator": (calls) => ({
    ...recipes.essayVae(sizes),
    estimator: { samples: 1, expectation: failingAfter(calls, pathwise().expectation) },
  }),
  "an optimizer": (calls) => {
    const { init, update } = adam();
    return { ...recipes.essayVae(sizes), optimizer: { init, update: failingAfter(calls, update) } };
  },
  "a learned prior, where it begins": () => ({
    ...recipes.mixturePriorVae({ ...sizes, components: 2 }),
    model: {
      ...recipes.mixturePriorVae({ ...sizes, components: 2 }).model,
      init: (noise) => {
        essayModel.init(noise);
        throw new Error("no more");
      },
    },
  }),
};

describe("nothing is left behind where training is ended by an error of", () => {
  test.each(Object.entries(throwing))("%s", async (_, trainable) => {
    for (const calls of [0, 1, 3])
      await expect(() =>
        fitted(trainable(calls), data, options).then(
          () => expect.unreachable(),
          ({ message }: Error) => expect(message).toBe("no more"),
        ),
      ).toLeakNoTensors();
  });

  test("a term that is not finite, where beta follows the rate", async () => {
    const trainable = {
      ...recipes.essayVae(sizes),
      objective: elbo({ beta: targetRate({ rate: 1 }) }),
      optimizer: adam({ learningRate: 1e30 }),
    };
    await expect(() =>
      fitted(trainable, data, options).then(
        () => expect.unreachable(),
        (error: unknown) => expect(error).toBeInstanceOf(NonFiniteError),
      ),
    ).toLeakNoTensors();
  });

  test("a schedule", async () => {
    const beta = failingAfter(3, () => 1);
    const trainable = { ...recipes.essayVae(sizes), objective: elbo({ beta }), estimator };
    await expect(() =>
      fitted(trainable, data, options).catch(({ message }: Error) =>
        expect(message).toBe("no more"),
      ),
    ).toLeakNoTensors();
  });
});

let whole: TrainedModel<Vae>;
beforeAll(async () => {
  whole = await fitted(recipes.essayVae(sizes), data, options);
});

const evaluations: Record<string, (model: TrainedModel<Vae>) => unknown> = {
  elboTerms: (trained) => elboTerms(trained, data, { rng: rng(1) }),
  refine: (trained) => refine(trained, data, { rng: rng(1), steps: 3 }),
  "codes of a semi-amortised posterior": (trained) =>
    codes(
      { model: semiAmortised(trained.model, { steps: 3 }), parameters: trained.parameters },
      data,
    ),
  annealedLowerBound: (trained) =>
    annealedLowerBound(trained, bits, { rng: rng(1), temperatures: 5, chains: 2 }),
};

test.each(Object.entries(evaluations))(
  "nothing is left behind where %s is ended by an error of the likelihood",
  async (_, use) => {
    for (const calls of [0, 1]) {
      const logLikelihood = failingAfter(calls, whole.model.logLikelihood);
      const broken = { ...whole, model: { ...whole.model, logLikelihood } };
      await expect(() => expect(() => use(broken)).toThrow("no more")).toLeakNoTensors();
    }
  },
);
