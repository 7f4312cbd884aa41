import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";
import type { Divergence } from "./divergence.ts";
import { type RenyiOptions, renyiDivergence } from "./renyi.ts";

/** e⁵⁰ times any gradient of a Rényi divergence still fits in float32. */
const largest = 50;

/**
 * (exp(k D_α) − 1)/c with Rényi's D_α: divergences that are expectations of a power of q/p. Over
 * independent units these multiply, so the total is computed from the sum of D_α. Above k D_α = 50
 * the gradient's factor is capped at e⁵⁰ to stay finite.
 */
export const functionOfRenyi = ({
  k,
  c,
  name,
  ...options
}: RenyiOptions & {
  readonly name: string;
  readonly k: number;
  readonly c: number;
}): Divergence => {
  const { perUnit, total } = renyiDivergence(options);
  const transformed = (d: tf.Tensor) =>
    withGradient(
      [d],
      () => ({ value: tf.expm1(d.mul(k)).div(c), saved: [d] }),
      (dy, [saved]) => [
        tf
          .minimum(saved.mul(k), largest)
          .exp()
          .mul(k / c)
          .mul(dy),
      ],
    );
  return {
    name,
    exact: true,
    curvature: (options.alpha * k) / c,
    perUnit: (q, p) => transformed(perUnit(q, p)),
    total: (q, p) => transformed(total(q, p)),
  };
};
