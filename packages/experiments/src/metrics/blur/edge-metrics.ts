import { isConditional } from "@vae-lab/core/models";
import { isOwn } from "../../config/dataset.ts";
import { edgeImages, edgeProfile } from "../../datasets/shifted-edges.ts";
import type { Metrics } from "../../trial/trial-events.ts";
import { isNormalVae } from "../kinds-of-models.ts";
import { hasEncoder, type Measured } from "../measurement.ts";
import { unitMoments } from "../posterior/posterior-on-grid.ts";
import { meanEstimate, withError } from "../with-error.ts";
import { edgesGivenCodes, gridPositions } from "./edge-posterior.ts";
import { meanEdgeWidth } from "./edge-width.ts";
import type { ImageSet } from "./image-sets.ts";

const { side } = edgeImages;

/** The sets of images without noise, whose edges have a width. */
const smoothSets = ["data", "mean_code", "reconstruction", "samples"] as const;

/** The images with an edge at each position of the quadrature. */
const gridImages = (): Float32Array => {
  const images = new Float32Array(gridPositions.length * side * side);
  gridPositions.forEach((position, n) => {
    const row = edgeProfile(position);
    for (let y = 0; y < side; y++) images.set(row, (n * side + y) * side);
  });
  return images;
};

const predictions = (of: Measured, rows: number): Metrics => {
  const { trained, evaluation } = of;
  if (!isNormalVae(trained) || isConditional(trained.model) || !hasEncoder(of.config)) return {};
  const { latentSize: K } = trained.model;
  const moments = unitMoments(trained, gridImages());
  const given = (codes: Float32Array) => edgesGivenCodes(codes.subarray(0, rows * K), moments);
  const drawn = given(evaluation.codes);
  const widthOf = (found: ReturnType<typeof given>) =>
    meanEstimate(found.map(({ width }) => width).filter(Number.isFinite));
  return {
    ...withError("test/edge_width_predicted_mean_code", widthOf(given(evaluation.means))),
    ...withError("test/edge_width_predicted_reconstruction", widthOf(drawn)),
    ...withError("test/edge_spread", meanEstimate(drawn.map(({ spread }) => spread))),
    ...withError(
      "test/edge_information",
      meanEstimate(drawn.map(({ information }) => information)),
    ),
  };
};

/**
 * How wide the edges of images are, for the data set of shifted edges, beside the widths that follow from
 * q(z|x) alone, and what the code says about the position. Images without a rise have no width.
 */
export const edgeMetrics = (of: Measured, sets: Record<ImageSet, Float32Array>): Metrics => {
  const { dataset } = of.config;
  if (isOwn(dataset) || dataset.name !== "shifted-edges") return {};
  return Object.assign(
    {},
    ...smoothSets.map((set) =>
      withError(`test/edge_width_${set}`, meanEdgeWidth(sets[set], side, side)),
    ),
    predictions(of, sets.data.length / side ** 2),
  );
};
