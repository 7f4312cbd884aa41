import type { Samples } from "@vae-lab/data";

/** Bytes are grey values, fractions of 255, unless all are 0 or 1. */
export const divisorOf = (splits: readonly Samples[]): number =>
  splits.some(({ values }) => values instanceof Uint8Array && values.some((v) => v > 1)) ? 255 : 1;

/** The values as floats, bytes divided by the divisor. */
export const asFloats = (values: Samples["values"], divisor: number): Float32Array => {
  if (values instanceof Float32Array) return values;
  const floats = new Float32Array(values.length);
  for (let i = 0; i < floats.length; i++) floats[i] = (values[i] as number) / divisor;
  return floats;
};
