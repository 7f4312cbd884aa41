import { reconstructionLogLikelihood, rng } from "@vae-lab/core";
import { klToStandardNormal } from "@vae-lab/core/exact";
import type { StoryModel } from "../models/load-models.ts";

/** Points of a cloud over which the reconstruction cost is averaged. */
const points = 64;
/** The same noise for all clouds, so that equal clouds have equal costs. */
const noise = rng(0)
  .fold("story costs")
  .normals(2 * points);

export interface Cloud {
  readonly mean: readonly [number, number];
  readonly sds: readonly [number, number];
}

/** Both halves of the negative ELBO of a picture, in nats: E_q −log p(x|z) and KL(q‖p(z)). */
export interface Costs {
  readonly reconstruction: number;
  readonly code: number;
}

export const costsOf = (shown: StoryModel, index: number, { mean, sds }: Cloud): Costs => {
  const picture = shown.original(index);
  const x = new Float32Array(points * picture.length);
  for (let i = 0; i < points; i++) x.set(picture, i * picture.length);
  const z = noise.map((e, i) => (mean[i % 2] ?? 0) + (sds[i % 2] ?? 0) * e);
  const likelihoods = reconstructionLogLikelihood(shown.model.trained, x, z);
  return {
    reconstruction: -likelihoods.reduce((sum, value) => sum + value, 0) / points,
    code: klToStandardNormal({ mean, logVariance: sds.map((sd) => 2 * Math.log(sd)) }),
  };
};
