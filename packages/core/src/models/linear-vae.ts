import * as tf from "@tensorflow/tfjs";
import { normal, standardNormal } from "../distributions/normal.ts";
import { type NormalFamilyOptions, upperBound } from "../families/normal.ts";
import { requireLikelihood } from "../likelihoods/as-learned.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import type { LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import { dense } from "../networks/dense.ts";
import { joinParameters, type Parameterised, parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { assertShape } from "../tensors/shapes.ts";
import { denseDecoder } from "./decoder.ts";
import type { Vae } from "./model.ts";
import { requireSizes, type Sizes } from "./sizes.ts";

/** Options of `linearVae`. */
export interface LinearVaeOptions
  extends Omit<Sizes, "hidden" | "conditionSize">,
    NormalFamilyOptions {
  /** Default: Gaussian of variance 1. */
  readonly likelihood?: Likelihood | LearnedLikelihood;
}

const name = "encoder.logVariance";

/**
 * x = Wz + b + noise, q(z|x) = N(Vx + c, diag s²) with one s² for all x: a VAE with known optima
 * (Lucas et al. 2019; Tipping & Bishop 1999).
 */
export const linearVae = withOptions(
  "linearVae",
  {
    dataSize: "required",
    latentSize: "required",
    initialiser: "optional",
    likelihood: "optional",
    maxLogVariance: "optional",
  },
  ({
    likelihood = gaussian({ variance: 1 }),
    maxLogVariance,
    ...options
  }: LinearVaeOptions): Vae => {
    const sizes = { ...options, hidden: [] };
    requireSizes(sizes);
    requireLikelihood(likelihood);
    const bounded = upperBound(maxLogVariance);
    const { dataSize, latentSize, initialiser } = sizes;
    const mean = dense({
      name: "encoder.mean",
      inputs: dataSize,
      outputs: latentSize,
      initialiser,
    });
    const logVariance: Parameterised = {
      shapes: { [name]: [latentSize] },
      init: () => ({ [name]: tf.zeros([latentSize]) }),
    };
    const decoder = denseDecoder(sizes, likelihood);
    return {
      dataSize,
      latentSize,
      prior: () => standardNormal,
      ...decoder,
      ...joinParameters(mean, logVariance, decoder),
      posterior: (parameters, x) => {
        assertShape("x", x, { B: undefined, D: dataSize });
        const means = mean.apply(parameters, x);
        const shared = bounded(parameter(parameters, name));
        return normal({ mean: means, logVariance: tf.broadcastTo(shared, means.shape) });
      },
    };
  },
);
