import type { Estimate } from "@vae-lab/core/evaluation";
import { ratioOfMeans } from "../ratio-of-means.ts";
import { coordinates, type Eigenmodes } from "./eigenmodes.ts";

/**
 * The gain of reconstructions x̂ along each eigenmode of the data: Σ x̂ₖxₖ / Σ xₖ², of coordinates about
 * the mean of their set; the slope of x̂ₖ on xₖ. Without unit: 1 where a mode is kept, 0 where it is lost,
 * in between where it fades; rarely outside. A linear VAE has 1 − τ/λₖ. Noise in x̂ that does not depend on
 * x averages out. Standard errors are over rows, by the delta method.
 */
export const modeGains = (
  data: Float32Array,
  reconstructions: Float32Array,
  modes: Eigenmodes,
): Estimate[] => {
  const [x, y] = [coordinates(data, modes), coordinates(reconstructions, modes)];
  return modes.variances.map((_, k) => {
    const own = x.getColumn(k);
    const there = y.getColumn(k);
    return ratioOfMeans(
      own.map((value, i) => value * (there[i] ?? Number.NaN)),
      own.map((value) => value * value),
    );
  });
};

/**
 * The gain of the Wiener filter along a mode of variance λ at τ = βσ²: max(0, 1 − τ/λ), what a linear VAE
 * with KL(q‖p) reaches at its optimum. The standard error is that of λ from N normal rows.
 */
export const wienerGain = (lambda: number, tau: number, N: number): Estimate => {
  const value = Math.max(0, 1 - tau / lambda);
  return { value, standardError: value > 0 ? (tau / lambda) * Math.sqrt(2 / N) : 0 };
};
