import { requireCount, shown } from "../arguments.ts";
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

export const sizeNames = {
  dataSize: "required",
  latentSize: "required",
  hidden: "required",
  conditionSize: "optional",
  initialiser: "optional",
} as const;

/**
 * @throws RangeError naming the size that is not a whole number ≥ 1
 * @throws TypeError where `hidden` is not an array
 */
export const requireSizes = ({ dataSize, latentSize, hidden }: Sizes): void => {
  requireCount("dataSize", dataSize);
  requireCount("latentSize", latentSize);
  if (!Array.isArray(hidden))
    throw new TypeError(`hidden must be an array of widths such as [400], got ${shown(hidden)}`);
  hidden.forEach((width, i) => {
    requireCount(`hidden[${i}]`, width);
  });
};
