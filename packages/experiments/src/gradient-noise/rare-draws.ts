import type { Rng, TrainedModel, Vae } from "@vae-lab/core";
import { mean, sum } from "@vae-lab/statistics";
import { logLikelihoodsAt, unitMoments } from "../metrics/posterior/posterior-on-grid.ts";

/** The share of draws that counts as rare. */
const rare = 0.01;

/**
 * Which draws the variance of the score function's gradient f(z)∇log q(z) comes from, without a baseline,
 * in the mean and the log-variance of each unit. Shares of the sum over images.
 */
export interface RareDraws {
  /** The share of the 1 % of draws with the lowest density q(z). */
  readonly rarest: number;
  /** The share of the 1 % of draws that are farthest from the mean gradient. */
  readonly largest: number;
  /** The share of the rarest 1 % if f were constant: of the score alone. */
  readonly rarestOfScore: number;
  /** The variance of (f(z) − E f)∇log q(z) relative to that of f(z)∇log q(z). */
  readonly withoutMean: number;
}

/** Sums over draws of squared distances of vectors from their mean. */
interface Distances {
  readonly all: number;
  readonly rarest: number;
  readonly largest: number;
}

/** Of the vectors w_s·v_s, S draws of length P, where `order` ranks the draws by rarity. */
const distancesOf = (
  weights: ArrayLike<number>,
  vectors: Float64Array,
  order: readonly number[],
): Distances => {
  const S = weights.length;
  const P = vectors.length / S;
  const centre = new Float64Array(P);
  for (let s = 0; s < S; s++)
    for (let p = 0; p < P; p++)
      centre[p] =
        (centre[p] as number) + ((weights[s] as number) * (vectors[s * P + p] as number)) / S;
  const distances = Float64Array.from({ length: S }, (_, s) => {
    let squares = 0;
    for (let p = 0; p < P; p++)
      squares +=
        ((weights[s] as number) * (vectors[s * P + p] as number) - (centre[p] as number)) ** 2;
    return squares;
  });
  const count = Math.round(rare * S);
  return {
    all: sum(distances),
    rarest: sum(order.slice(0, count).map((s) => distances[s] as number)),
    largest: sum(distances.toSorted().subarray(S - count)),
  };
};

/** The draws of one image. */
export interface ImageDraws {
  /** f at S draws. */
  readonly f: ArrayLike<number>;
  /** The noise ε of z = μ + σε, S·K row-major. */
  readonly noise: ArrayLike<number>;
  /** σ, K. */
  readonly sds: readonly number[];
}

/** The sums of one image: of f·score, of score alone and of (f − mean f)·score. */
const sumsOf = ({ f, noise, sds }: ImageDraws) => {
  const [S, K] = [f.length, sds.length];
  const score = new Float64Array(S * 2 * K);
  const radii = new Float64Array(S);
  for (let s = 0; s < S; s++)
    for (let k = 0; k < K; k++) {
      const e = noise[s * K + k] as number;
      score[s * 2 * K + k] = e / (sds[k] as number);
      score[s * 2 * K + K + k] = (e * e - 1) / 2;
      radii[s] = (radii[s] as number) + e * e;
    }
  const order = Array.from(radii.keys()).sort((a, b) => (radii[b] ?? 0) - (radii[a] ?? 0));
  const values = Array.from(f);
  const centre = mean(values);
  return {
    whole: distancesOf(values, score, order),
    score: distancesOf(new Float64Array(S).fill(1), score, order),
    centred: distancesOf(
      values.map((value) => value - centre),
      score,
      order,
    ),
  };
};

/** The shares of some images together. */
export const varianceShares = (images: readonly ImageDraws[]): RareDraws => {
  const sums = images.map(sumsOf);
  const total = (of: (each: (typeof sums)[number]) => number) => sum(sums.map(of));
  const all = total(({ whole }) => whole.all);
  return {
    rarest: total(({ whole }) => whole.rarest) / all,
    largest: total(({ whole }) => whole.largest) / all,
    rarestOfScore: total(({ score }) => score.rarest) / total(({ score }) => score.all),
    withoutMean: total(({ centred }) => centred.all) / all,
  };
};

/** The draws of f = log p(x|z) from q(z|x) of N images, S of each. */
export const drawsOf = (
  trained: TrainedModel<Vae>,
  x: Float32Array,
  { rng, draws: S }: { readonly rng: Rng; readonly draws: number },
): readonly ImageDraws[] => {
  const { dataSize: D, latentSize: K } = trained.model;
  return unitMoments(trained, x).map(({ mean, logVariance }, n) => {
    const sds = logVariance.map((l) => Math.exp(l / 2));
    const noise = rng.fold("image", n).normals(S * K);
    const z = noise.map((e, i) => (mean[i % K] ?? 0) + (sds[i % K] ?? 0) * e);
    return { f: logLikelihoodsAt(trained, x.subarray(n * D, (n + 1) * D), z), noise, sds };
  });
};
