import { requireCount, requirePositive } from "../arguments.ts";
import { type BaseMeasure, requireNormalised } from "./base-measure.ts";

/** Options of `bitsPerDimension`. */
export interface BitsOptions {
  readonly measure: BaseMeasure;
  /** D. */
  readonly dataSize: number;
  /**
   * The width of the cells of dequantised data (`dequantised`: 1/256), which a density needs to be
   * stated in bits. Leave out for probabilities.
   */
  readonly cell?: number;
}

/**
 * Bits per dimension from log p(x) in nats: −log p / (D log 2) for a probability. For the density
 * of dequantised data, minus log₂ cell: an upper bound on the bits of the grey levels (Theis et al.
 * 2016, eq. 4).
 * @throws RangeError for an unnormalised likelihood, and for a density without `cell`
 */
export const bitsPerDimension = (
  logProbability: number,
  { measure, dataSize, cell }: BitsOptions,
): number => {
  requireCount("dataSize", dataSize);
  requireNormalised("bits per dimension", measure);
  const nats = -logProbability / dataSize;
  if (measure.kind === "counting") {
    if (cell !== undefined)
      throw new RangeError(`cell must be left out for ${measure.description}, got ${cell}`);
    return nats / Math.LN2;
  }
  if (cell === undefined)
    throw new RangeError(
      `cell must be the width of dequantised data's cells for ${measure.description}`,
    );
  requirePositive("cell", cell);
  return (nats - Math.log(cell)) / Math.LN2;
};
