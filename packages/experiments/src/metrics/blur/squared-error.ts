import type { Estimate } from "@vae-lab/core/evaluation";
import { meanEstimate } from "../with-error.ts";

/**
 * The mean squared difference between rows of D values and their reconstructions, per value. ≥ 0, in
 * squared data units, whatever the likelihood. Standard error over rows.
 */
export const squaredError = (
  data: Float32Array,
  reconstruction: Float32Array,
  D: number,
): Estimate => {
  const errors = new Float64Array(data.length / D);
  for (let i = 0; i < data.length; i++) {
    const n = Math.floor(i / D);
    const error = (data[i] as number) - (reconstruction[i] as number);
    errors[n] = (errors[n] as number) + error ** 2 / D;
  }
  return meanEstimate(errors);
};
