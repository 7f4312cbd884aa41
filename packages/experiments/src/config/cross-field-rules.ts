import {
  type CodeKind,
  estimatorKinds,
  type ObjectiveKind,
  objectiveKinds,
  verdictOn,
} from "@vae-lab/core/compatibility";
import { binarisationRules } from "./binarisation-rules.ts";
import type { AddIssue, Given } from "./given.ts";
import { learnedPriorRules, withoutClosedForm } from "./learned-prior-rules.ts";
import { Model } from "./model.ts";
import { familiesByAlpha } from "./objective.ts";
import { feedbackSchedules } from "./schedule.ts";

/** Wake–sleep defines its own gradients, so it takes no estimator. */
const hasOwnGradient = (inference: Given["inference"]) =>
  inference?.kind === "reweighted-wake-sleep";

const vaeRules = ({ model, objective, inference, estimator }: Given, complain: AddIssue) => {
  const kind = Model.options.map(({ shape }) => shape.kind.value).find((k) => k === model?.kind);
  if (kind === undefined) return;
  const isVae = kind === "vae";
  if (isVae && objective === undefined && inference === undefined)
    complain(["objective"], "a vae needs an objective, or an inference in its place");
  if (isVae && estimator === undefined && !hasOwnGradient(inference))
    complain(["estimator"], "a vae needs an estimator");
  if (!isVae)
    for (const [axis, value] of Object.entries({ objective, inference, estimator }))
      if (value !== undefined) complain([axis], `only a vae has an ${axis}; model.kind is ${kind}`);
};

const boundRules = ({ objective, inference }: Given, complain: AddIssue) => {
  if (objective !== undefined && inference !== undefined)
    complain(
      ["inference"],
      `an inference takes the place of the objective, of regulariser, beta and all else in it: one of both must go, got inference.kind ${inference.kind} and an objective of ${Object.keys(objective).join(", ")}`,
    );
};

const objectiveKindOf = ({ objective, inference }: Given): ObjectiveKind => {
  if (inference !== undefined) return inference.kind === "vr" ? "vr-alpha" : inference.kind;
  return objective?.regulariser === "none" ? "reconstruction-only" : "elbo";
};

const discrete = ["bernoulli", "categorical"] as const;

const posteriorKindOf = (given: Given): CodeKind =>
  discrete.find((kind) => given.model?.kind === "vae" && kind === given.model.codes?.kind) ??
  "normal";

/** Settings that only normal codes support. */
const discreteCodeRules = (given: Given, complain: AddIssue) => {
  const { model, objective } = given;
  const codes = posteriorKindOf(given);
  if (codes === "normal" || model?.kind !== "vae") return;
  const of = `model.codes.kind ${codes}`;
  for (const key of ["encoder", "decoder"] as const)
    if ((model[key] ?? "dense") !== "dense")
      complain(["model", key], `${of} has dense networks alone, got model.${key} ${model[key]}`);
  if (model.posterior !== undefined)
    complain(
      ["model", "posterior"],
      `${of} leaves no use for a model.posterior, got kind ${model.posterior.kind}`,
    );
  if (model.maxLogVariance !== undefined)
    complain(
      ["model", "maxLogVariance"],
      `${of} has no log variance: model.maxLogVariance must be left out, got ${model.maxLogVariance}`,
    );
  if (objective === undefined) return;
  if (!["reverse-kl", "forward-kl"].includes(objective.regulariser))
    complain(
      ["objective", "regulariser"],
      `${of} needs an objective.regulariser of reverse-kl or forward-kl, got ${objective.regulariser}`,
    );
  if (objective.freeBits !== undefined)
    complain(["objective", "freeBits"], `${of} leaves no use for objective.freeBits`);
};

const leavesOneOut = (estimator: NonNullable<Given["estimator"]>): boolean =>
  estimator.kind === "score-function" && estimator.baseline === "leave-one-out";

/** Core's table of what goes together is asked, and its reasons are given. */
const estimatorRules = (given: Given, complain: AddIssue) => {
  const { objective, inference, estimator: config } = given;
  if (config === undefined || (objective ?? inference) === undefined) return;
  const bound = objectiveKindOf(given);
  const codes = posteriorKindOf(given);
  const [key, estimator] = leavesOneOut(config)
    ? (["baseline", "leave-one-out"] as const)
    : (["kind", config.kind] as const);
  if (!Object.hasOwn(objectiveKinds, bound) || !Object.hasOwn(estimatorKinds, estimator)) return;
  const verdict = verdictOn({ objective: bound, estimator, codes, draws: config.samples });
  if (!("against" in verdict)) return;
  const opposites = {
    objective:
      inference === undefined
        ? `objective.regulariser ${objective?.regulariser}`
        : `inference.kind ${inference.kind}`,
    draws: `estimator.samples ${config.samples}`,
    codes: codes === "normal" ? "codes that are normal" : `model.codes.kind ${codes}`,
  };
  complain(
    ["estimator", verdict.against === "draws" ? "samples" : key],
    `estimator.${key} ${estimator} does not go with ${opposites[verdict.against]}: ${verdict.because}`,
  );
};

/** The same of the draws of a bound that asks for no estimator; asleep q learns from one. */
const inferenceSampleRules = (given: Given, complain: AddIssue) => {
  const { inference } = given;
  if (inference?.kind !== "reweighted-wake-sleep" || inference.phase === "sleep") return;
  const { kind: objective, samples: draws } = inference;
  const verdict = verdictOn({ objective, estimator: "none", codes: posteriorKindOf(given), draws });
  if ("against" in verdict)
    complain(
      ["inference", "samples"],
      `inference.samples ${draws} does not go with inference.phase ${inference.phase}: ${verdict.because}`,
    );
};

/** Families that have no default alpha. */
const requireAlpha = ["reverse-renyi", "forward-renyi", "amari"];

const regulariserRules = ({ objective }: Given, complain: AddIssue) => {
  if (objective === undefined) return;
  const { regulariser, alpha, beta } = objective;
  const of = `objective.regulariser ${regulariser}`;
  const isFamily = familiesByAlpha.some((name) => name === regulariser);
  if (alpha === undefined && requireAlpha.includes(regulariser))
    complain(["objective", "alpha"], `${of} needs an objective.alpha, got none`);
  if (alpha !== undefined && !isFamily)
    complain(["objective", "alpha"], `${of} has no objective.alpha, got ${alpha}`);
  if (alpha !== undefined && regulariser.endsWith("renyi") && alpha <= 0)
    complain(["objective", "alpha"], `objective.alpha of ${regulariser} must be > 0, got ${alpha}`);
  if (alpha !== undefined && regulariser.endsWith("geometric-js") && !(alpha > 0 && alpha < 1))
    complain(
      ["objective", "alpha"],
      `objective.alpha of ${regulariser} must be in (0, 1), got ${alpha}`,
    );
  if (regulariser !== "none") return;
  // A given 1 cannot be distinguished from the default
  if (beta > 0 && beta !== 1)
    complain(
      ["objective", "beta"],
      `${of} leaves nothing to weigh: objective.beta must be left out (or 0, or its default 1), got ${beta}`,
    );
  for (const key of ["capacity", "freeBits", "aggregate", "schedule"] as const)
    if (objective[key] !== undefined)
      complain(["objective", key], `${of} leaves no use for an objective.${key}`);
};

const modelRules = ({ model, objective }: Given, complain: AddIssue) => {
  const groupSize = objective?.freeBits?.groupSize;
  if (groupSize !== undefined && model !== undefined && model.latent % groupSize > 0)
    complain(
      ["objective", "freeBits", "groupSize"],
      `objective.freeBits.groupSize must divide model.latent = ${model.latent}, got ${groupSize}`,
    );
  if (model?.kind !== "vae") return;
  if (model.decoder === "autoregressive" && model.likelihood?.kind === "optimal-gaussian")
    complain(
      ["model", "decoder"],
      "model.decoder autoregressive draws pixel after pixel, which model.likelihood.kind optimal-gaussian has no variance for",
    );
  if (model.posterior?.kind !== "committed-rate") return;
  const { least, most } = model.posterior;
  if (!(least < most && (most < 1 || least > 1)))
    complain(
      ["model", "posterior"],
      `model.posterior.least and most must be in this order and leave out 1, got ${least} and ${most}`,
    );
};

/** MMD stands beside the rate of normal codes. */
const aggregateRules = (given: Given, complain: AddIssue) => {
  const { objective } = given;
  if (objective?.aggregate === undefined || objective.regulariser === "none") return;
  const { regulariser, aggregate } = objective;
  const of = `objective.aggregate of kind ${aggregate.kind}`;
  if (regulariser !== "reverse-kl")
    complain(
      ["objective", "aggregate"],
      `${of} needs objective.regulariser reverse-kl, got ${regulariser}`,
    );
  for (const key of ["capacity", "freeBits"] as const)
    if (objective[key] !== undefined)
      complain(["objective", "aggregate"], `${of} leaves no use for objective.${key}`);
  if (posteriorKindOf(given) !== "normal")
    complain(["objective", "aggregate"], `${of} needs normal codes, got ${posteriorKindOf(given)}`);
};

/** Lagging trains an encoder alone. */
const laggingRules = ({ model, objective, lagging }: Given, complain: AddIssue) => {
  if (lagging === undefined || model === undefined) return;
  const against = (what: string) => complain(["lagging"], `lagging needs ${what}`);
  if (model.kind !== "vae") against(`model.kind vae, got ${model.kind}`);
  else if (model.posterior?.kind === "per-observation")
    against("an encoder, got model.posterior.kind per-observation");
  const schedule = objective?.schedule?.kind;
  if (schedule !== undefined && feedbackSchedules.includes(schedule))
    against(`a beta that does not follow feedback, got objective.schedule.kind ${schedule}`);
  if (lagging.maxEncoderSteps < lagging.window)
    against(
      `a maxEncoderSteps of at least its window, got ${lagging.maxEncoderSteps} and ${lagging.window}`,
    );
};

/** Parameters for each training example have a table of that size, and belong to the ELBO's training. */
const perObservationRules = (given: Given, complain: AddIssue) => {
  const { dataset, model, inference, earlyStopping } = given;
  if (model?.kind !== "vae" || model.posterior?.kind !== "per-observation") return;
  const of = "model.posterior.kind per-observation";
  if (dataset?.trainSize === undefined)
    complain(
      ["dataset", "trainSize"],
      `${of} needs dataset.trainSize, the number of its parameters' rows, got none`,
    );
  if (inference !== undefined && withoutClosedForm(given) === undefined)
    complain(["inference"], `${of} needs an objective, got inference.kind ${inference.kind}`);
  if (earlyStopping !== undefined)
    complain(
      ["earlyStopping"],
      `${of} has no parameters for held-out examples: earlyStopping must be left out`,
    );
};

/** A conditional VAE has normal codes and the encoder's own posterior; asleep it would need labels. */
const conditionRules = (given: Given, complain: AddIssue) => {
  const { model, inference } = given;
  if (model?.kind !== "vae" || model.condition === undefined) return;
  const of = `model.condition ${model.condition}`;
  if (posteriorKindOf(given) !== "normal")
    complain(
      ["model", "condition"],
      `${of} needs normal codes, got model.codes.kind ${posteriorKindOf(given)}`,
    );
  if (model.posterior !== undefined)
    complain(
      ["model", "condition"],
      `${of} leaves no use for a model.posterior, got kind ${model.posterior.kind}`,
    );
  if (inference?.kind === "reweighted-wake-sleep")
    complain(
      ["inference"],
      `${of} does not go with inference.kind reweighted-wake-sleep: choose another bound, such as iwae`,
    );
};

/** Rules between the parts of a config. They are checked for invalid configs too, to report all issues at once. */
export const crossFieldRules = (parts: Given, complain: AddIssue): void => {
  // A part that is null breaks its own rule; here it counts as absent.
  const given = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null));
  for (const agree of [
    vaeRules,
    boundRules,
    regulariserRules,
    modelRules,
    perObservationRules,
    laggingRules,
    aggregateRules,
    discreteCodeRules,
    conditionRules,
    learnedPriorRules,
    binarisationRules,
    estimatorRules,
    inferenceSampleRules,
  ])
    agree(given, complain);
};
