import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Prior } from "../distributions/distribution.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { drawNormal, layersOf, type TwoLayers, twoLayers } from "../distributions/two-layers.ts";
import { upperBound } from "../families/normal.ts";
import { conditionalNormal } from "../networks/conditional-normal.ts";
import { joinParameters, type Parameters } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { VariationalModel } from "./model.ts";
import { type ModelOptions, modelOptionNames } from "./model-options.ts";
import { vae } from "./vae.ts";

/** Options of `hierarchicalVae`. */
export interface HierarchicalOptions extends ModelOptions {
  /** K₂, the units of the upper layer; `latentSize` is K₁. */
  readonly topSize: number;
  /** Widths of the hidden layers between z₁ and z₂; the decoder reverses them. Default: none. */
  readonly between?: readonly number[];
}

/** A VAE with two layers of latent variables. */
export interface HierarchicalVae extends VariationalModel<TwoLayers, Prior> {}

/**
 * Two layers of latent variables (Rezende et al. 2014; Burda et al. 2016): p = N(z₂; 0, I) p(z₁|z₂) p(x|z₁) and
 * q = q(z₁|x) q(z₂|z₁), all normal except p(x|z₁). Elsewhere it counts as a model of the codes
 * [z₁ | z₂] with a learned prior; its ELBO is `monteCarloElbo`.
 */
export const hierarchicalVae = withOptions(
  "hierarchicalVae",
  { ...modelOptionNames, topSize: "required", between: "optional" },
  ({ topSize: K2, between = [], ...options }: HierarchicalOptions): HierarchicalVae => {
    requireCount("topSize", K2);
    const { latentSize: K1, initialiser } = options;
    const lower = vae(options);
    const up = conditionalNormal({
      name: "encoder.top",
      inputs: K1,
      hidden: between,
      outputs: K2,
      initialiser,
      bounded: upperBound(options.maxLogVariance),
    });
    const down = conditionalNormal({
      name: "prior.below",
      inputs: K2,
      hidden: between.toReversed(),
      outputs: K1,
      initialiser,
    });
    const first = (z: tf.Tensor) => layersOf(z, K1)[0];
    const stopped = (parameters: Parameters): Parameters =>
      Object.fromEntries(
        Object.keys(up.shapes).map((name) => [
          name,
          withoutGradient(() => (parameters[name] as tf.Tensor).clone()),
        ]),
      );
    return {
      dataSize: lower.dataSize,
      latentSize: K1 + K2,
      measureOf: lower.measureOf,
      requireData: lower.requireData,
      ...joinParameters(lower, up, down),
      posterior: (parameters, x) =>
        twoLayers({
          first: lower.posterior(parameters, x),
          second: (z1) => up.moments(parameters, z1),
          stoppedSecond: (z1) => up.moments(stopped(parameters), z1),
        }),
      prior: (parameters) => ({
        logProb: (z) => {
          const [z1, z2] = layersOf(z, K1);
          return normal(down.moments(parameters, z2)).logProb(z1).add(standardNormal.logProb(z2));
        },
        sample: (rng, [S = 0, B = 0]) => {
          const z2 = standardNormal.sample(rng.fold("second layer"), [S, B, K2]);
          const z1 = drawNormal(down.moments(parameters, z2), rng.fold("first layer"));
          return tf.concat([z1, z2], -1);
        },
      }),
      logLikelihood: (parameters, z, x) => lower.logLikelihood(parameters, first(z), x),
      mean: (parameters, z) => lower.mean(parameters, first(z)),
      sampleData: (parameters, z, rng) => lower.sampleData(parameters, first(z), rng),
    };
  },
);
