import * as tf from "@tensorflow/tfjs";
import { requireOneOf } from "../arguments.ts";
import { normalFamily } from "../families/normal.ts";
import type { PosteriorFamily } from "../families/posterior-family.ts";
import { requireLikelihood } from "../likelihoods/as-learned.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import { dense } from "../networks/dense.ts";
import { joinParameters, type Parameterised, parameter } from "../networks/parameters.ts";
import { type OptionNames, requireOptions } from "../options.ts";
import { assertShape } from "../tensors/shapes.ts";
import { denseBody } from "./body.ts";
import { denseDecoder } from "./decoder.ts";
import type { Vae, VariationalModel } from "./model.ts";
import { type ModelOptions, type NetworkOptions, networkOptionNames } from "./model-options.ts";
import { requireSizes } from "./sizes.ts";

/** The family of a VAE's posterior and prior. The options of the family itself, O, stand beside these. */
export interface FamilyOptions<Q, P, O extends object> {
  /** Default: the normal family. */
  readonly family: PosteriorFamily<Q, P, O>;
  /**
   * The family's prior without parameters, or one whose logits [K] are trained, from 0. Default:
   * "standard".
   */
  readonly prior?: "standard" | "learned";
}

/**
 * A VAE (Kingma & Welling 2014): an encoder whose heads parameterise q(z|x), a decoder for p(x|z), and
 * a prior p(z). Without a `family`, q(z|x) is diagonal normal, with heads for mean and log-variance, and
 * p(z) is N(0, I). `latentSize` is the number of latent units; the model's own latentSize K is the
 * length of a code, which is larger if a unit has several numbers (`families.categorical`).
 * @throws TypeError for an unknown option or a missing one
 * @throws RangeError for sizes that are not whole numbers ≥ 1, or a prior that the family does not have
 */
export function vae<Q, P, O extends object>(
  options: NetworkOptions & FamilyOptions<Q, P, O> & NoInfer<O>,
): VariationalModel<Q, P>;
export function vae(options: ModelOptions): Vae;
export function vae(options: NetworkOptions & Partial<FamilyOptions<unknown, unknown, object>>) {
  const family = options?.family ?? (normalFamily as PosteriorFamily<unknown, unknown>);
  requireOptions("vae", options, {
    ...networkOptionNames,
    family: "optional",
    prior: "optional",
    ...family.optionNames,
  } as OptionNames<typeof options>);
  requireSizes(options);
  return familyVae(family, options);
}

const priorLogits = "prior.logits";

const familyVae = <Q, P, O extends object>(
  family: PosteriorFamily<Q, P, O>,
  options: NetworkOptions & O & Partial<Pick<FamilyOptions<Q, P, O>, "prior">>,
): VariationalModel<Q, P> => {
  const { likelihood = bernoulli(), body: makeBody = denseBody } = options;
  const { decoder: makeDecoder = denseDecoder, prior = "standard" } = options;
  const { dataSize, conditionSize = 0, initialiser } = options;
  requireLikelihood(likelihood);
  const { learnedPrior } = family;
  requireOneOf("prior", prior, ["standard", "learned"]);
  if (prior === "learned" && learnedPrior === undefined)
    throw new RangeError(
      `cannot learn the prior of the ${family.name} family: it has none with logits; use withMixturePrior or withVampPrior`,
    );
  const K = family.codeSize(options.latentSize, options);
  const sizes = { ...options, latentSize: K };
  const posteriorOf = family.posterior(options);
  const standardPrior = family.standardPrior(options);
  const body = makeBody(sizes);
  const heads = family.heads.map((name) =>
    dense({ name: `encoder.${name}`, inputs: body.outputs, outputs: K, initialiser }),
  );
  const logitsOfPrior: Parameterised = {
    shapes: { [priorLogits]: [K] },
    init: () => ({ [priorLogits]: tf.zeros([K]) }),
  };
  const decoder = makeDecoder(sizes, likelihood);
  return {
    dataSize,
    latentSize: K,
    ...decoder,
    ...joinParameters(body, ...heads, ...(prior === "learned" ? [logitsOfPrior] : []), decoder),
    prior: (parameters) =>
      prior === "learned" && learnedPrior
        ? learnedPrior(parameter(parameters, priorLogits), options)
        : standardPrior,
    posterior: (parameters, x) => {
      assertShape("x", x, { B: undefined, D: dataSize + conditionSize });
      const h = body.apply(parameters, x);
      return posteriorOf(heads.map((head) => head.apply(parameters, h)));
    },
  };
};
