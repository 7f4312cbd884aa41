import type { Estimate } from "@vae-lab/core/evaluation";
import { quotient } from "../quotient.ts";
import { ratioOfMeans } from "../ratio-of-means.ts";
import type { RadialPower } from "./radial-power.ts";

/**
 * The share of a set's power that lies above 0.25 cycles per pixel, of images less the mean image of
 * their set; the frequency 0 is left out. In [0, 1]; NaN for images that are all alike. Other
 * definitions leave the mean image in (`test/sharpness_…` does), whose edges then count as detail.
 * A share says nothing of the amount: images that fade keep it. Noise raises it.
 */
export const highFrequencyShareOf = ({ high, total }: RadialPower): Estimate =>
  ratioOfMeans(high, total);

/**
 * A set's power above 0.25 cycles per pixel relative to that of the data: the amount of detail, ≥ 0 and 1
 * for the data. Unlike a share it falls when images fade. The error treats the sets as independent,
 * which overstates it for reconstructions of the data.
 */
export const relativeDetail = (images: RadialPower, data: RadialPower): Estimate => {
  const [own, all] = [
    ratioOfMeans(
      images.high,
      images.high.map(() => 1),
    ),
    ratioOfMeans(
      data.high,
      data.high.map(() => 1),
    ),
  ];
  return quotient(own, all);
};
