import type { Estimate } from "@vae-lab/core/evaluation";
import { highFrequencyShareOf, relativeDetail } from "../metrics/blur/high-frequencies.ts";
import { type RadialPower, radialPower } from "../metrics/blur/radial-power.ts";
import { type FeatureSpace, featureSpace } from "../metrics/generation/feature-space.ts";
import { neighbourDistances, type Points } from "../metrics/generation/nearest-neighbours.ts";
import { defaultNeighbours, precisionRecall } from "../metrics/generation/precision-recall.ts";
import type { ImageShape } from "../metrics/image-planes.ts";
import { quotient } from "../metrics/quotient.ts";

/** Test images, and what generated images are compared with. */
export interface Reference {
  readonly shape: ImageShape;
  readonly power: RadialPower;
  readonly space: FeatureSpace;
  readonly points: Points;
  readonly balls: Float32Array;
}

/** Test images (N·D) as a reference for as many generated ones. */
export const referenceOf = (images: Float32Array, shape: ImageShape): Reference => {
  const space = featureSpace(images, shape);
  const points = space(images);
  return {
    ...{ shape, space, points },
    power: radialPower(images, shape),
    balls: neighbourDistances(points, defaultNeighbours),
  };
};

/**
 * How sharp generated images (M·D) are, and how they cover the test images: neither says much without the
 * other. The share of high frequencies and the detail are relative to those of the test images.
 */
export const measureGenerated = (images: Float32Array, reference: Reference) => {
  const power = radialPower(images, reference.shape);
  const { precision, coverage } = precisionRecall(
    reference.points,
    reference.space(images),
    defaultNeighbours,
    reference.balls,
  );
  return {
    "high frequencies": quotient(
      highFrequencyShareOf(power),
      highFrequencyShareOf(reference.power),
    ),
    detail: relativeDetail(power, reference.power),
    ...{ coverage, precision },
  } satisfies Record<string, Estimate>;
};
