import { sampleLength } from "@vae-lab/core/data";
import type { Samples } from "./samples.ts";

/** What the values of samples are, by one pass over them. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation over all values. */
  readonly sd: number;
  /** Whether every value is 0 or 1, or, for bytes, 0 or 255. */
  readonly isBinary: boolean;
  readonly isWhole: boolean;
  /** Where the first NaN or infinity is, if there is one. */
  readonly nonFinite?: {
    readonly sample: number;
    readonly position: number;
    readonly value: number;
  };
  /** Positions whose value is the same in every sample. */
  readonly constant: readonly number[];
  /** Mean of each of the D positions. */
  readonly means: Float64Array;
  /** Standard deviation of each of the D positions, over samples. */
  readonly sds: Float64Array;
}

const isBytes = (values: Samples["values"]) => values instanceof Uint8Array;

/** Range, moments and oddities of samples; moments by Welford's recurrence, in double precision. */
export const valueRange = ({
  values,
  size,
  shape,
}: Pick<Samples, "values" | "size" | "shape">): ValueRange => {
  const length = sampleLength(shape);
  const means = new Float64Array(length);
  const squares = new Float64Array(length);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [isWhole, hasOther] = [true, false];
  const has = { one: false, full: false };
  let nonFinite: ValueRange["nonFinite"];
  for (let n = 0; n < size; n++)
    for (let d = 0; d < length; d++) {
      const value = values[n * length + d] as number;
      if (!Number.isFinite(value)) {
        nonFinite ??= { sample: n, position: d, value };
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      if (value === 1) has.one = true;
      else if (value === 255) has.full = true;
      else if (value !== 0) hasOther = true;
      if (isWhole && !Number.isInteger(value)) isWhole = false;
      const mean = means[d] as number;
      const updated = mean + (value - mean) / (n + 1);
      means[d] = updated;
      squares[d] = (squares[d] as number) + (value - mean) * (value - updated);
    }
  const sds = squares.map((sum) => Math.sqrt(sum / size));
  const mean = means.reduce((sum, one) => sum + one, 0) / length;
  const spread = means.reduce(
    (sum, one, d) => sum + (one - mean) ** 2 + (sds[d] as number) ** 2,
    0,
  );
  return {
    min,
    max,
    mean,
    sd: Math.sqrt(spread / length),
    isBinary: !hasOther && (has.full ? !has.one && isBytes(values) : true),
    isWhole,
    ...(nonFinite && { nonFinite }),
    constant: Array.from(sds.keys()).filter((d) => sds[d] === 0),
    means,
    sds,
  };
};
