import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../../arguments.ts";
import type { Prior } from "../../distributions/distribution.ts";
import type { Moments } from "../../distributions/moments.ts";
import { mixturePrior } from "../../distributions/normal-mixture.ts";
import { joinParameters, parameter } from "../../networks/parameters.ts";
import { requireOptions } from "../../options.ts";
import type { Rng } from "../../random/rng.ts";
import type { LatentModel, VariationalModel } from "../model.ts";

const pseudoInputs = "prior.pseudoInputs";

/** Options of `withVampPrior`. */
export interface VampPriorOptions {
  /** C, the number of pseudo-inputs. */
  readonly components: number;
  /** Initial logits of the pseudo-inputs, [C, D]. Default: N(0, 1). */
  readonly begin?: (rng: Rng, shape: number[]) => tf.Tensor;
}

/**
 * A model with a VampPrior (Tomczak & Welling 2018, eq. 9): the prior is the mean of q(z|u) over C
 * pseudo-inputs u in [0, 1]^D, whose logits are learned.
 */
export const withVampPrior = <Q extends Moments>(
  model: LatentModel<Q>,
  options: VampPriorOptions,
): VariationalModel<Q, Prior> => {
  requireOptions("withVampPrior", options, { components: "required", begin: "optional" });
  const { components: C, begin = (rng, shape) => rng.normal(shape) } = options;
  requireCount("components", C);
  const shape = [C, model.dataSize];
  const own = {
    shapes: { [pseudoInputs]: shape },
    init: (rng: Rng) => ({ [pseudoInputs]: begin(rng.fold(pseudoInputs), shape) }),
  };
  return {
    ...model,
    ...joinParameters(model, own),
    prior: (parameters) => {
      const inputs = tf.sigmoid(parameter(parameters, pseudoInputs));
      const { mean, logVariance } = model.posterior(parameters, inputs);
      return mixturePrior({ logits: tf.zeros([C]), mean, logVariance });
    },
  };
};
