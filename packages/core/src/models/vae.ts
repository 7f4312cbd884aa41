import type * as tf from "@tensorflow/tfjs";
import { requireFinite } from "../arguments.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { requireLikelihood } from "../likelihoods/as-learned.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import type { LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import { dense } from "../networks/dense.ts";
import { joinParameters } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { assertShape } from "../tensors/shapes.ts";
import { softAtMost } from "../tensors/soft-bounds.ts";
import { denseBody, type MakeBody } from "./body.ts";
import { denseDecoder, type MakeDecoder } from "./decoder.ts";
import type { Vae } from "./model.ts";
import { requireSizes, type Sizes, sizeNames } from "./sizes.ts";

/** Options of `vae`. */
export interface ModelOptions extends Sizes {
  /** Default: Bernoulli. */
  readonly likelihood?: Likelihood | LearnedLikelihood;
  /** The layers before the encoder's heads. Default: dense. */
  readonly body?: MakeBody;
  /** Default: dense. */
  readonly decoder?: MakeDecoder;
  /**
   * An upper bound on the encoder's ln σ², approached smoothly: max − softplus(max − ln σ²). It keeps
   * exp(ln σ²) from overflowing in a training that would run away. None when not given.
   */
  readonly maxLogVariance?: number | undefined;
}

export const modelOptions = {
  ...sizeNames,
  likelihood: "optional",
  body: "optional",
  decoder: "optional",
  maxLogVariance: "optional",
} as const;

/** What bounds ln σ²: nothing where no maximum is given. @throws RangeError unless it is finite */
export const upperBound = (max: number | undefined): ((logVariance: tf.Tensor) => tf.Tensor) => {
  if (max === undefined) return (logVariance) => logVariance;
  requireFinite("maxLogVariance", max);
  return (logVariance) => softAtMost(max, logVariance);
};

/**
 * A VAE (Kingma & Welling 2014): an encoder with two heads, mean and log-variance, a decoder, and the
 * prior N(0, I).
 */
export const vae = withOptions(
  "vae",
  modelOptions,
  ({
    likelihood = bernoulli(),
    body: makeBody = denseBody,
    decoder: makeDecoder = denseDecoder,
    maxLogVariance,
    ...sizes
  }: ModelOptions): Vae => {
    requireSizes(sizes);
    requireLikelihood(likelihood);
    const bounded = upperBound(maxLogVariance);
    const { dataSize, conditionSize = 0, latentSize, initialiser } = sizes;
    const body = makeBody(sizes);
    const head = (name: string) =>
      dense({
        name: `encoder.${name}`,
        inputs: body.outputs,
        outputs: latentSize,
        initialiser,
      });
    const mean = head("mean");
    const logVariance = head("logVariance");
    const decoder = makeDecoder(sizes, likelihood);
    return {
      dataSize,
      latentSize,
      prior: () => standardNormal,
      ...decoder,
      ...joinParameters(body, mean, logVariance, decoder),
      posterior: (parameters, x) => {
        assertShape("x", x, { B: undefined, D: dataSize + conditionSize });
        const h = body.apply(parameters, x);
        return normal({
          mean: mean.apply(parameters, h),
          logVariance: bounded(logVariance.apply(parameters, h)),
        });
      },
    };
  },
);
