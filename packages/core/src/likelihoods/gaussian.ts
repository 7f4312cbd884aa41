import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { withGradient } from "../tensors/gradients.ts";
import type { BaseMeasure } from "./base-measure.ts";
import { requireFinite } from "./data-rules.ts";
import type { Likelihood } from "./likelihood.ts";

export const densityOfReals: BaseMeasure = { kind: "lebesgue", description: "a density on R^D" };

/**
 * N(output, variance · I) with a fixed variance: −‖x − output‖² / 2σ² − D/2 · log 2πσ², a squared
 * error up to scale and constant.
 */
export const gaussian = withOptions(
  "gaussian",
  { variance: "required" },
  ({ variance }: { readonly variance: number }): Likelihood => {
    requirePositive("variance", variance);
    return {
      outputSize: (dataSize) => dataSize,
      logProb: (means, x) => {
        const constant = ((x.shape.at(-1) ?? 0) / 2) * Math.log(2 * Math.PI * variance);
        return withGradient(
          [means],
          () => {
            const residual = x.sub(means);
            const squares = residual.square().sum(-1);
            return { value: squares.mul(-0.5 / variance).sub(constant), saved: [residual] };
          },
          (dy, [residual]) => [residual.mul(dy.mul(1 / variance).expandDims(-1))],
        );
      },
      mean: (means) => means.clone(),
      sample: (means, rng) => rng.normal(means.shape).mul(Math.sqrt(variance)).add(means),
      measureOf: () => densityOfReals,
      requireData: requireFinite,
    };
  },
);
