import { requireCount } from "../arguments.ts";
import type { Initialiser } from "../networks/initialiser.ts";

/** How large a dense model is, and how its weights begin. */
export interface Sizes {
  readonly dataSize: number;
  readonly latentSize: number;
  /** Widths of the encoder's hidden layers; the decoder has them in reverse. */
  readonly hidden: readonly number[];
  /** How many numbers of a condition follow the data in each row of x; 0 when not given. */
  readonly conditionSize?: number;
  /** Glorot-uniform when not given. */
  readonly initialiser?: Initialiser | undefined;
}

/** @throws RangeError naming the size that is not a whole number ≥ 1 */
export const requireSizes = ({ dataSize, latentSize, hidden }: Sizes): void => {
  requireCount("dataSize", dataSize);
  requireCount("latentSize", latentSize);
  hidden.forEach((width, i) => {
    requireCount(`hidden[${i}]`, width);
  });
};
