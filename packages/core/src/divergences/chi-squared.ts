import { withOptions } from "../options.ts";
import type { Divergence } from "./divergence.ts";
import { functionOfRenyi } from "./function-of-renyi.ts";
import type { Direction } from "./renyi.ts";

export interface ChiSquaredOptions {
  /** "reverse", χ²(q‖p), when not given. */
  readonly direction?: Direction;
}

/**
 * χ²(q‖p) = ∫ q²/p − 1, or χ²(p‖q) (Pearson; Neyman): infinite where the first law's variance is
 * twice the second's or more. Between products of units 1 + χ² multiplies.
 */
export const chiSquared = withOptions(
  "chiSquared",
  { direction: "optional" },
  ({ direction = "reverse" }: ChiSquaredOptions): Divergence =>
    functionOfRenyi({ name: `${direction}-chi-squared`, alpha: 2, direction, k: 1, c: 1 }),
);
