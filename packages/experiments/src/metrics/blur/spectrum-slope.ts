import type { Estimate } from "@vae-lab/core/evaluation";
import { standardError } from "@vae-lab/statistics";
import { meanEstimate } from "../with-error.ts";
import type { RadialPower } from "./radial-power.ts";

/** The mean power of a set at each frequency, each with its standard error over images. */
export const meanPower = ({ frequencies, power }: RadialPower): Estimate[] => {
  const R = frequencies.length;
  return frequencies.map((_, k) => {
    const own = new Float32Array(power.length / R);
    for (let n = 0; n < own.length; n++) own[n] = power[n * R + k] as number;
    return meanEstimate(own);
  });
};

/**
 * The slope of log power against log frequency, by least squares over all frequencies from 1/n to ½
 * cycles per pixel, of images less the mean image of their set. Without unit: 0 for white noise, about
 * −2 for photographs; blur makes it steeper. A straight line is a summary: compare curves where
 * it matters. Absent (NaN) for images without power at some frequency, or smaller than 4 pixels. The
 * standard error is over images, by the delta method.
 */
export const spectrumSlope = (of: RadialPower): Estimate => {
  const { frequencies, power } = of;
  const R = frequencies.length;
  const means = meanPower(of).map(({ value }) => value);
  const nothing = { value: Number.NaN, standardError: Number.NaN };
  if (R < 2 || means.some((mean) => !(mean > 1e-12 * Math.max(...means)))) return nothing;
  const x = frequencies.map(Math.log);
  const centre = x.reduce((sum, each) => sum + each, 0) / R;
  const spread = x.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  const weights = x.map((each) => (each - centre) / spread);
  const value = means.reduce((sum, mean, k) => sum + (weights[k] ?? 0) * Math.log(mean), 0);
  const changes = Float64Array.from({ length: power.length / R }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < R; k++)
      sum += ((weights[k] as number) * (power[n * R + k] as number)) / (means[k] as number);
    return sum;
  });
  return { value, standardError: standardError(changes) };
};
