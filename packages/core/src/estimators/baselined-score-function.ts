import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { joinParameters } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import { type Baseline, inputBaseline, runningMean } from "./baseline.ts";
import type { Estimator } from "./estimator.ts";
import type { LearnedEstimator } from "./learned-estimator.ts";

/**
 * REINFORCE with learned baselines: (f(z) − Σ baselines) ∇log q(z). A squared error whose gradient
 * flows only to the baselines trains their sum to predict f; each fits the residual of those before it.
 */
export const baselinedScoreFunction = withOptions(
  "baselinedScoreFunction",
  { samples: "optional", baselines: "required" },
  ({
    samples = 1,
    baselines,
  }: {
    readonly samples?: number;
    readonly baselines: readonly Baseline[];
  }): LearnedEstimator<Estimator<Distribution>> => {
    requireCount("samples", samples);
    requireCount("the number of baselines", baselines.length);
    return {
      ...joinParameters(...baselines),
      at: (parameters, x) => ({
        samples,
        expectation: (f, q, rng) => {
          const z = withoutGradient(() => q.sample(rng, samples));
          const values = f(z);
          const expected = baselines
            .map(({ at }) => at(parameters, x))
            .reduce((a, b) => tf.add(a, b));
          const error = withoutGradient(() => values.clone()).sub(expected);
          const signal = withoutGradient(() => error.clone());
          const score = q.logProb(z).mul(signal).mean(0);
          const fit = error.square().mean(0).mul(-0.5);
          return values.mean(0).add(gradientOnly(score)).add(gradientOnly(fit));
        },
      }),
      next: (parameters, measured) =>
        Object.assign({}, ...baselines.map(({ next }) => next?.(parameters, measured))),
    };
  },
);

/**
 * NVIL (Mnih & Gregor 2014): a running mean, and a network of x for the residual. The paper's variance
 * normalisation is omitted, because Adam normalises.
 */
export const nvil = withOptions(
  "nvil",
  { samples: "optional", decay: "optional", dataSize: "required", hidden: "optional" },
  ({
    samples = 1,
    decay = 0.99,
    ...network
  }: {
    readonly samples?: number;
    readonly decay?: number;
    readonly dataSize: number;
    readonly hidden?: readonly number[];
  }): LearnedEstimator<Estimator<Distribution>> =>
    baselinedScoreFunction({
      samples,
      baselines: [runningMean({ decay }), inputBaseline(network)],
    }),
);
