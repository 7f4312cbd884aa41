import { expect, test } from "vitest";
import { completeConfig, issueMessages } from "./complete-config.ts";
import { TrialConfig } from "./trial-config.ts";

const vae = { dataset: { name: "mnist" }, model: { kind: "vae", latent: 2 } };
const rules = (parts: object): string[] => {
  const { error } = TrialConfig.safeParse({ ...vae, ...parts });
  return error === undefined ? [] : issueMessages(error);
};
const iwae = { kind: "iwae" };
const dreg = { kind: "dreg" };

test("an inference takes the place of the objective", () => {
  expect(rules({ inference: iwae, estimator: dreg })).toEqual([]);
  expect(rules({ inference: iwae, objective: {}, estimator: dreg })).toEqual([
    "an inference takes the place of the objective, of regulariser, beta and all else in it: one of both must go, got inference.kind iwae and an objective of regulariser, beta",
  ]);
  expect(rules({ estimator: { kind: "pathwise" } })).toEqual([
    "a vae needs an objective, or an inference in its place",
  ]);
});

test.each(["sticking-the-landing", "dreg", "vimco"])(
  "%s is refused without an inference",
  (kind) => {
    expect(rules({ objective: {}, estimator: { kind, samples: 4 } })).toEqual([
      `estimator.kind ${kind} does not go with objective.regulariser reverse-kl: elbo needs an estimator of E f(z); ${kind} estimates E F(log w₁ … log w_K)`,
    ]);
  },
);

test("sticking the landing is refused where it would be biased, which one draw alone is not", () => {
  const estimator = { kind: "sticking-the-landing", samples: 5 };
  expect(rules({ inference: { kind: "monte-carlo-elbo" }, estimator })).toEqual([]);
  expect(rules({ inference: iwae, estimator: { ...estimator, samples: 1 } })).toEqual([]);
  expect(rules({ inference: iwae, estimator })).toEqual([
    "estimator.kind sticking-the-landing does not go with inference.kind iwae: the score that it omits is weighted by ∂F/∂log w, so its mean is not zero; use dreg",
  ]);
});

test("a family of divergences says which member, and others have no alpha", () => {
  const estimator = { kind: "pathwise" };
  const of = (objective: object) => rules({ objective, estimator });
  expect(of({ regulariser: "reverse-renyi", alpha: 2 })).toEqual([]);
  expect(of({ regulariser: "geometric-js" })).toEqual([]);
  expect(of({ regulariser: "amari" })).toEqual([
    "objective.regulariser amari needs an objective.alpha, got none",
  ]);
  expect(of({ alpha: 2 })).toEqual([
    "objective.regulariser reverse-kl has no objective.alpha, got 2",
  ]);
  expect(of({ regulariser: "forward-renyi", alpha: 0 })).toEqual([
    "objective.alpha of forward-renyi must be > 0, got 0",
  ]);
  expect(of({ regulariser: "dual-geometric-js", alpha: 1 })).toEqual([
    "objective.alpha of dual-geometric-js must be in (0, 1), got 1",
  ]);
});

test("without a regulariser there is nothing to schedule", () => {
  const objective = { regulariser: "none", schedule: { kind: "linear" }, capacity: 1 };
  expect(rules({ objective, estimator: { kind: "pathwise" } })).toEqual([
    "objective.regulariser none leaves no use for an objective.capacity",
    "objective.regulariser none leaves no use for an objective.schedule",
  ]);
});

test("without a regulariser there is nothing to weigh: beta is 0 or left as it is", () => {
  const of = (objective: object) =>
    rules({ objective: { regulariser: "none", ...objective }, estimator: { kind: "pathwise" } });
  expect([of({}), of({ beta: 1 }), of({ beta: 0 })]).toEqual([[], [], []]);
  expect(of({ beta: 3 })).toEqual([
    "objective.regulariser none leaves nothing to weigh: objective.beta must be left out (or 0, or its default 1), got 3",
  ]);
  expect(of({ beta: "x" })).toEqual(['objective.beta must be a number ≥ 0, got "x"']);
  expect(of({ freeBits: { nats: 1 } })).toEqual([
    "objective.regulariser none leaves no use for an objective.freeBits",
  ]);
});

test("groups of free bits divide the units, and a committed rate leaves out the prior's own", () => {
  const estimator = { kind: "pathwise" };
  expect(rules({ objective: { freeBits: { nats: 1, groupSize: 2 } }, estimator })).toEqual([]);
  expect(rules({ objective: { freeBits: { nats: 1, groupSize: 3 } }, estimator })).toEqual([
    "objective.freeBits.groupSize must divide model.latent = 2, got 3",
  ]);
  const model = { ...vae.model, posterior: { kind: "committed-rate", most: 2 } };
  expect(rules({ model, objective: {}, estimator })).toEqual([
    "model.posterior.least and most must be in this order and leave out 1, got 0.05 and 2",
  ]);
});

test("what compares draws with one another needs two", () => {
  expect(rules({ inference: iwae, estimator: { kind: "vimco", samples: 1 } })).toEqual([
    "estimator.kind vimco does not go with estimator.samples 1: vimco needs ≥ 2 draws, got 1",
  ]);
  expect(rules({ objective: {}, estimator: { kind: "score-function", samples: 1 } })).toEqual([
    "estimator.baseline leave-one-out does not go with estimator.samples 1: leave-one-out needs ≥ 2 draws, got 1",
  ]);
});

test("wake and sleep ask for draws and for no estimator", () => {
  const of = (inference: object, more: object = {}) =>
    rules({ inference: { kind: "reweighted-wake-sleep", ...inference }, ...more });
  expect(of({})).toEqual([]);
  expect(of({ phase: "sleep", samples: 1 })).toEqual([]);
  expect(of({ phase: "both", samples: 1 })).toEqual([
    "inference.samples 1 does not go with inference.phase both: the normalised weight of one draw is always 1, so q cannot learn from it",
  ]);
  expect(of({}, { estimator: { kind: "pathwise" } })).toEqual([
    "estimator.kind pathwise does not go with inference.kind reweighted-wake-sleep: reweighted-wake-sleep defines its own gradient and takes no estimator; pathwise estimates E f(z) or E F(log w₁ … log w_K)",
  ]);
  const { inference, ...rest } = completeConfig({ inference: { kind: "reweighted-wake-sleep" } });
  expect(inference).toEqual({ kind: "reweighted-wake-sleep", phase: "wake", samples: 5 });
  expect(rest).not.toHaveProperty("estimator");
});

test.each([
  ["pathwise", "draws that are differentiable in their parameters", {}],
  ["dreg", "draws that are differentiable in their parameters", { inference: iwae }],
])("discrete codes refuse %s, as they have no %s", (kind, what, parts) => {
  const model = { ...vae.model, codes: { kind: "categorical" } };
  const bound = "inference" in parts ? parts : { objective: {} };
  expect(rules({ model, ...bound, estimator: { kind } })).toEqual([
    `estimator.kind ${kind} does not go with model.codes.kind categorical: categorical codes have no ${what}`,
  ]);
});

test.each([
  ["straight-through", "infinitely many values"],
  ["gumbel-softmax", "no relaxation"],
  ["straight-through-gumbel-softmax", "no relaxation"],
  ["rebar", "no relaxation"],
])("normal codes refuse %s, as they have %s; coins do not", (kind, what) => {
  expect(rules({ objective: {}, estimator: { kind } })).toEqual([
    `estimator.kind ${kind} does not go with codes that are normal: normal codes have ${what}`,
  ]);
  const model = { ...vae.model, codes: { kind: "bernoulli" } };
  expect(rules({ model, objective: {}, estimator: { kind } })).toEqual([]);
});

test.each(["measure-valued", "nvil"])("%s takes codes of every law", (kind) => {
  for (const codes of [undefined, { kind: "bernoulli" }, { kind: "categorical", classes: 2 }])
    expect(rules({ model: { ...vae.model, codes }, objective: {}, estimator: { kind } })).toEqual(
      [],
    );
});

test("discrete codes have KL for their regulariser, dense networks and no held posterior", () => {
  const codes = { kind: "bernoulli" };
  const model = { ...vae.model, codes, decoder: "skip", posterior: { kind: "variance-floor" } };
  const objective = { regulariser: "jeffreys", freeBits: { nats: 1 } };
  expect(rules({ model, objective, estimator: { kind: "rebar" } })).toEqual([
    "model.codes.kind bernoulli has dense networks alone, got model.decoder skip",
    "model.codes.kind bernoulli leaves no use for a model.posterior, got kind variance-floor",
    "model.codes.kind bernoulli needs an objective.regulariser of reverse-kl or forward-kl, got jeffreys",
    "model.codes.kind bernoulli leaves no use for objective.freeBits",
  ]);
  expect(
    rules({
      model: { ...vae.model, codes: { kind: "categorical", classes: 1 } },
      objective: {},
      estimator: { kind: "rebar" },
    }),
  ).toEqual(["model.codes.classes must be a whole number ≥ 2, got 1"]);
});

test("naming the codes is enough: the score function estimates", () => {
  const config = completeConfig({ model: { codes: { kind: "categorical" } } });
  expect(config.model).toMatchObject({
    codes: { kind: "categorical", classes: 10, prior: "uniform" },
  });
  expect(config.estimator).toEqual({
    kind: "score-function",
    baseline: "leave-one-out",
    samples: 4,
  });
});

test("an autoencoder has no inference", () => {
  expect(rules({ model: { kind: "autoencoder", latent: 2 }, inference: iwae })).toEqual([
    "only a vae has an inference; model.kind is autoencoder",
  ]);
});

test("over the VAE of Saghir's essay an inference is enough: the objective makes room and the kind has its usual numbers", () => {
  const config = completeConfig({ inference: { kind: "vr" }, estimator: dreg });
  expect(config).not.toHaveProperty("objective");
  expect(config.inference).toEqual({ kind: "vr", alpha: 0.5 });
  expect(config.estimator).toEqual({ kind: "dreg", samples: 5 });
  expect(() => completeConfig({ inference: iwae, objective: { beta: 2 } })).toThrow(
    "an inference takes the place of the objective",
  );
});

test("a part that is null or of the wrong type is told by its own rule alone", () => {
  const estimator = { kind: "pathwise" };
  expect(rules({ model: null, objective: {}, estimator })[0]).toMatch(/^model must be an object/);
  expect(rules({ model: { kind: "vae", latent: "abc" }, objective: {}, estimator })).toEqual([
    'model.latent must be a whole number ≥ 1, got "abc"',
  ]);
});

test("drawing pixel after pixel needs a variance", () => {
  const likelihood = { kind: "optimal-gaussian" };
  const model = { ...vae.model, decoder: "autoregressive", likelihood };
  expect(rules({ model, objective: {}, estimator: { kind: "pathwise" } })).toEqual([
    "model.decoder autoregressive draws pixel after pixel, which model.likelihood.kind optimal-gaussian has no variance for",
  ]);
});

test("over the VAE of Saghir's essay a bound of several draws has several", () => {
  const samplesWith = (kind: string) => completeConfig({ inference: { kind } }).estimator?.samples;
  expect(["monte-carlo-elbo", "iwae", "miwae", "ciwae", "vr"].map(samplesWith)).toEqual([
    1, 5, 5, 5, 5,
  ]);
});

test("parameters for each observation need the number of observations, and an objective", () => {
  const model = { ...vae.model, posterior: { kind: "per-observation" } };
  const estimator = { kind: "pathwise" };
  expect(rules({ model, objective: {}, estimator })).toEqual([
    "model.posterior.kind per-observation needs dataset.trainSize, the number of its parameters' rows, got none",
  ]);
  const dataset = { name: "mnist", trainSize: 100 };
  expect(rules({ dataset, model, objective: {}, estimator })).toEqual([]);
  expect(rules({ dataset, model, inference: iwae, estimator })).toEqual([
    "model.posterior.kind per-observation needs an objective, got inference.kind iwae",
  ]);
  expect(rules({ dataset, model, objective: {}, estimator, earlyStopping: {} })).toEqual([
    "model.posterior.kind per-observation has no parameters for held-out examples: earlyStopping must be left out",
  ]);
});

test("lagging needs an encoder and a beta without feedback", () => {
  const estimator = { kind: "pathwise" };
  expect(rules({ objective: {}, estimator, lagging: {} })).toEqual([]);
  const feedback = { schedule: { kind: "target-rate", rate: 3 } };
  expect(rules({ objective: feedback, estimator, lagging: { maxEncoderSteps: 5 } })).toEqual([
    "lagging needs a beta that does not follow feedback, got objective.schedule.kind target-rate",
    "lagging needs a maxEncoderSteps of at least its window, got 5 and 10",
  ]);
  expect(rules({ model: { kind: "autoencoder", latent: 2 }, lagging: {} })).toEqual([
    "lagging needs model.kind vae, got autoencoder",
  ]);
});

test("MMD stands beside the rate of normal codes only", () => {
  const estimator = { kind: "pathwise" };
  const beside = (objective: object) =>
    rules({ objective: { aggregate: {}, ...objective }, estimator });
  expect(beside({ beta: 0 })).toEqual([]);
  expect(beside({ regulariser: "forward-kl", capacity: 2 })).toEqual([
    "objective.aggregate of kind mmd needs objective.regulariser reverse-kl, got forward-kl",
    "objective.aggregate of kind mmd leaves no use for objective.capacity",
  ]);
});

test("a condition on labels needs normal codes of the encoder alone, and no wake-sleep", () => {
  const given = (
    model: object,
    rest: object = { objective: {}, estimator: { kind: "pathwise" } },
  ) => rules({ model: { ...vae.model, condition: "labels", ...model }, ...rest });
  expect(given({})).toEqual([]);
  expect(given({}, { inference: iwae, estimator: dreg })).toEqual([]);
  expect(given({ posterior: { kind: "committed-rate" } })).toEqual([
    "model.condition labels leaves no use for a model.posterior, got kind committed-rate",
  ]);
  expect(
    given(
      { codes: { kind: "bernoulli" } },
      { objective: {}, estimator: { kind: "score-function" } },
    ),
  ).toEqual(["model.condition labels needs normal codes, got model.codes.kind bernoulli"]);
  expect(given({}, { inference: { kind: "reweighted-wake-sleep" } })).toEqual([
    "model.condition labels does not go with inference.kind reweighted-wake-sleep: choose another bound, such as iwae",
  ]);
  expect(given({ condition: "images" })).toEqual([
    'model.condition must be one of labels, got "images"',
  ]);
});
