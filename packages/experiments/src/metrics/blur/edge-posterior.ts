import { logSumExp } from "@vae-lab/statistics";
import { edgeImages, edgeProfile } from "../../datasets/shifted-edges.ts";
import { logNormal, type UnitMoments } from "../posterior/posterior-on-grid.ts";
import { edgeWidth } from "./edge-width.ts";

/** Positions of a quadrature by the midpoint rule over the range of edges: 32 for each pixel. */
export const gridPositions: readonly number[] = (() => {
  const { from, to } = edgeImages;
  const count = 32 * (to - from);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.5)) / count);
})();

/** What a code says about the position of the edge. */
export interface EdgeGivenCode {
  /** The edge width of E[x|z] in pixels: of the mean image over the positions that the code leaves open. */
  readonly width: number;
  /** The standard deviation of the position given the code, in pixels. */
  readonly spread: number;
  /** log q(z|x)/q(z) at each position, times its probability given z, summed: in nats. */
  readonly information: number;
}

/**
 * The position of the edge given codes (N·K numbers), of the joint distribution p(position)·q(z|x), by
 * quadrature. `moments` are those of q(z|x) at `gridPositions`. No decoder has a part in it: of all
 * decoders, E[x|z] of this distribution has the largest Gaussian and the largest Bernoulli likelihood.
 */
export const edgesGivenCodes = (
  codes: ArrayLike<number>,
  moments: readonly UnitMoments[],
): EdgeGivenCode[] => {
  const K = moments[0]?.mean.length ?? 1;
  const profiles = gridPositions.map(edgeProfile);
  return Array.from({ length: codes.length / K }, (_, n) => {
    const logs = moments.map(({ mean, logVariance }) =>
      mean.reduce(
        (sum, m, k) => sum + logNormal(codes[n * K + k] as number, m, logVariance[k] ?? 0),
        0,
      ),
    );
    const total = logSumExp(logs);
    const image = new Float64Array(edgeImages.side);
    let [first, second, information] = [0, 0, 0];
    for (const [j, log] of logs.entries()) {
      const weight = Math.exp(log - total);
      const position = gridPositions[j] as number;
      first += weight * position;
      second += weight * position ** 2;
      if (weight > 0) information += weight * (log - total + Math.log(logs.length));
      const profile = profiles[j] as Float64Array;
      for (let x = 0; x < image.length; x++)
        image[x] = (image[x] as number) + weight * (profile[x] as number);
    }
    const spread = Math.sqrt(Math.max(0, second - first ** 2));
    return { width: edgeWidth(image), spread, information };
  });
};
