import { normalQuantile } from "@vae-lab/statistics";

/** Number of codes along each axis of the decoded manifold. */
export const manifoldSide = 20;

/**
 * Codes on the Φ⁻¹ grid: equal steps of probability under N(0, I) (Kingma & Welling 2014, figure 4).
 * side²·2 numbers in reading order, z1 growing to the right and z2 upwards, as in a scatter.
 */
export const manifoldCodes = (side = manifoldSide): Float32Array => {
  const places = Array.from({ length: side }, (_, i) => normalQuantile((i + 0.5) / side));
  return Float32Array.from(places.toReversed().flatMap((z2) => places.flatMap((z1) => [z1, z2])));
};
