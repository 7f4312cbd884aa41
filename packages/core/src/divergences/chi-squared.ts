import { withOptions } from "../options.ts";
import type { Divergence } from "./divergence.ts";
import { functionOfRenyi } from "./function-of-renyi.ts";
import type { Direction } from "./renyi.ts";

/** Options of `chiSquared`. */
export interface ChiSquaredOptions {
  /** Default: "reverse", χ²(q‖p). */
  readonly direction?: Direction;
}

/**
 * χ²(q‖p) = ∫ q²/p − 1, or χ²(p‖q) (Pearson; Neyman): infinite if the first variance is at
 * least twice the second. Over independent units 1 + χ² multiplies.
 */
export const chiSquared = withOptions(
  "chiSquared",
  { direction: "optional" },
  ({ direction = "reverse" }: ChiSquaredOptions): Divergence =>
    functionOfRenyi({ name: `${direction}-chi-squared`, alpha: 2, direction, k: 1, c: 1 }),
);
