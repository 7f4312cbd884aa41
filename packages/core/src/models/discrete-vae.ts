import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { bernoulliCodes, bernoulliPrior, uniformBernoulli } from "../distributions/bernoulli.ts";
import {
  categoricalCodes,
  categoricalPrior,
  uniformCategorical,
} from "../distributions/categorical.ts";
import { requireLikelihood } from "../likelihoods/as-learned.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import type { LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import { dense } from "../networks/dense.ts";
import { mlp } from "../networks/mlp.ts";
import { joinParameters, type Parameterised, parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { assertShape } from "../tensors/shapes.ts";
import { denseDecoder } from "./decoder.ts";
import type { BernoulliVae, CategoricalVae, VariationalModel } from "./model.ts";
import { requireSizes, type Sizes } from "./sizes.ts";

/** Options of `bernoulliVae` and `categoricalVae`. */
export interface DiscreteVaeOptions extends Omit<Sizes, "conditionSize"> {
  /** Default: Bernoulli. */
  readonly likelihood?: Likelihood | LearnedLikelihood;
  /** Uniform, or logits [K] learned from a uniform start. Default: uniform. */
  readonly prior?: "uniform" | "learned";
}

const discreteOptions = {
  dataSize: "required",
  latentSize: "required",
  hidden: "required",
  initialiser: "optional",
  likelihood: "optional",
  prior: "optional",
} as const;

/** A dense VAE with K Bernoulli latent variables: the encoder outputs logits; the prior is uniform or learned. */
export const bernoulliVae = withOptions(
  "bernoulliVae",
  discreteOptions,
  (options: DiscreteVaeOptions): BernoulliVae =>
    discreteVae(options, {
      codes: bernoulliCodes,
      uniform: uniformBernoulli,
      learned: bernoulliPrior,
    }),
);

/**
 * A dense VAE with categorical latent variables: `latentSize` units of C classes each, one-hot (Jang
 * et al. 2017, section 4.3). The model's own latentSize K is their product.
 */
export const categoricalVae = withOptions(
  "categoricalVae",
  { ...discreteOptions, classes: "required" },
  ({
    classes,
    latentSize,
    ...options
  }: DiscreteVaeOptions & { readonly classes: number }): CategoricalVae => {
    requireCount("classes", classes, 2);
    requireCount("latentSize", latentSize);
    return discreteVae(
      { ...options, latentSize: latentSize * classes },
      {
        codes: (logits) => categoricalCodes({ logits, classes }),
        uniform: uniformCategorical(classes),
        learned: (logits) => categoricalPrior({ logits, classes }),
      },
    );
  },
);

const priorLogits = "prior.logits";

/** A dense encoder that outputs logits, a dense decoder, and a prior of the same family. */
const discreteVae = <Q, P>(
  { likelihood = bernoulli(), prior = "uniform", ...sizes }: DiscreteVaeOptions,
  laws: {
    codes(logits: tf.Tensor): Q;
    readonly uniform: P;
    learned(logits: tf.Tensor): P;
  },
): VariationalModel<Q, P> => {
  requireSizes(sizes);
  requireLikelihood(likelihood);
  if (prior !== "uniform" && prior !== "learned")
    throw new RangeError(`prior must be one of uniform, learned, got ${prior}`);
  const { dataSize, latentSize, hidden, initialiser } = sizes;
  const widths = [dataSize, ...hidden];
  const body = mlp({ name: "encoder.hidden", widths, initialiser });
  const logits = dense({
    name: "encoder.logits",
    inputs: widths.at(-1) ?? dataSize,
    outputs: latentSize,
    initialiser,
  });
  const decoder = denseDecoder(sizes, likelihood);
  const ofPrior: Parameterised = {
    shapes: { [priorLogits]: [latentSize] },
    init: () => ({ [priorLogits]: tf.zeros([latentSize]) }),
  };
  const parts = [body, logits, ...(prior === "learned" ? [ofPrior] : []), decoder];
  return {
    dataSize,
    latentSize,
    ...decoder,
    ...joinParameters(...parts),
    prior: (parameters) =>
      prior === "learned" ? laws.learned(parameter(parameters, priorLogits)) : laws.uniform,
    posterior: (parameters, x) => {
      assertShape("x", x, { B: undefined, D: dataSize });
      return laws.codes(logits.apply(parameters, body.apply(parameters, x)));
    },
  };
};
