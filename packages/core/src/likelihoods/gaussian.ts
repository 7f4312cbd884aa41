import { firstOutside, requirePositive } from "../arguments.ts";
import { withGradient } from "../gradients.ts";
import type { Likelihood } from "./likelihood.ts";

/**
 * N(output, variance · I) with a fixed variance: −‖x − output‖² / 2σ² − D/2 · log 2πσ², so a mean
 * squared error up to scale and constant.
 */
export const gaussian = ({ variance }: { readonly variance: number }): Likelihood => {
  requirePositive("variance", variance);
  return {
    normalisedTo: "Lebesgue measure on R^D: a density, whose differences alone have a meaning",
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
    requireData: (name, values) => {
      const i = firstOutside(values, -Number.MAX_VALUE, Number.MAX_VALUE);
      if (i >= 0) throw new RangeError(`${name}[${i}] must be a finite number, got ${values[i]}`);
    },
  };
};
