import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../../arguments.ts";
import type { Prior } from "../../distributions/distribution.ts";
import { mixturePrior } from "../../distributions/normal-mixture.ts";
import { joinParameters, parameter } from "../../networks/parameters.ts";
import { requireOptions } from "../../options.ts";
import type { LatentModel, VariationalModel } from "../model.ts";

const [logits, mean, logVariance] = ["prior.logits", "prior.mean", "prior.logVariance"];

/**
 * A model whose prior is a learned mixture of C normal distributions, initialised with means from
 * N(0, I), unit variances and equal weights. KL(q‖p) has no closed form: use `monteCarloElbo` or
 * another objective of importance weights.
 */
export const withMixturePrior = <Q>(
  model: LatentModel<Q>,
  options: { readonly components: number },
): VariationalModel<Q, Prior> => {
  requireOptions("withMixturePrior", options, { components: "required" });
  const { components: C } = options;
  requireCount("components", C);
  const K = model.latentSize;
  const own = {
    shapes: { [logits]: [C], [mean]: [C, K], [logVariance]: [C, K] },
    init: (rng: Parameters<typeof model.init>[0]) => ({
      [logits]: tf.zeros([C]),
      [mean]: rng.fold(mean).normal([C, K]),
      [logVariance]: tf.zeros([C, K]),
    }),
  };
  return {
    ...model,
    ...joinParameters(model, own),
    prior: (parameters) =>
      mixturePrior({
        logits: parameter(parameters, logits),
        mean: parameter(parameters, mean),
        logVariance: parameter(parameters, logVariance),
      }),
  };
};
