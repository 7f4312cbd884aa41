import { requireCount, shown } from "../arguments.ts";
import type { Initialiser } from "../networks/initialiser.ts";

/** Sizes of a dense model, and how its weights are initialised. */
export interface Sizes {
  readonly dataSize: number;
  readonly latentSize: number;
  /** Widths of the encoder's hidden layers; the decoder reverses them. */
  readonly hidden: readonly number[];
  /** Length of the condition that follows the data in each row of x. Default: 0. */
  readonly conditionSize?: number;
  /** Default: Glorot-uniform. */
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
