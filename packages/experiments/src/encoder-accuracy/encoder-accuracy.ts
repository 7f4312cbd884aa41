import { rng, type TrainedModel, type Vae } from "@vae-lab/core";
import { refine } from "@vae-lab/core/evaluation";
import { klToStandardNormal } from "@vae-lab/core/exact";
import type { Rng } from "@vae-lab/core/random";
import { mean, quantile, sum } from "@vae-lab/statistics";
import type { DatasetName } from "../config/dataset.ts";
import { type SmallModel, smallModel } from "../formulas/small-model.ts";
import {
  posteriorOnGrid,
  type UnitMoments,
  unitMoments,
} from "../metrics/posterior/posterior-on-grid.ts";
import type { ExactValue } from "../studies/evidence.ts";

export interface EncoderAccuracyOptions {
  readonly dataset: DatasetName;
  readonly trainSize?: number;
  readonly epochs: number;
  readonly seeds: readonly number[];
  readonly hidden: readonly number[];
  /** Test images whose posterior is integrated: others for each seed. */
  readonly images: number;
}

/** The share of pixels that are flipped in images unlike the data. */
const flipped = 0.25;

/** The share of a model's images for which the best q is found, and which are measured with flips too. */
const compared = 0.25;

interface Distances {
  /** KL(q(z|x)‖p(z|x)) of each image. */
  readonly kl: readonly number[];
  /** Differences from a grid of another spacing and another reach, of every fifth image. */
  readonly errors: readonly number[];
}

/** KL(q‖p(z|x)) of images x by quadrature. */
const distancesOf = (
  trained: TrainedModel<Vae>,
  x: Float32Array,
  q: readonly UnitMoments[],
): Distances => {
  const D = trained.model.dataSize;
  const integrated = (n: number, refinement?: number, reach?: number) => {
    const row = x.subarray(n * D, (n + 1) * D);
    return posteriorOnGrid(trained, row, q[n] ?? { mean: [], logVariance: [] }, refinement, reach)
      .reverseKl;
  };
  const kl = q.map((_, n) => integrated(n));
  const checked = kl.flatMap((own, n) => (n % 5 === 0 ? [{ own, n }] : []));
  return { kl, errors: checked.map(({ own, n }) => Math.abs(own - integrated(n, 0.7, 6))) };
};

/** The normal q of each image that is nearest to its posterior, found by ascent from the encoder's. */
const bestNormals = (
  trained: TrainedModel<Vae>,
  x: Float32Array,
  noise: Rng,
): readonly UnitMoments[] => {
  const K = trained.model.latentSize;
  const { mean: m, logVariance } = refine(trained, x, { rng: noise });
  const part = (values: Float32Array, n: number) => [...values.subarray(n * K, (n + 1) * K)];
  return Array.from({ length: m.length / K }, (_, n) => ({
    mean: part(m, n),
    logVariance: part(logVariance, n),
  }));
};

/** Images with a share of their pixels flipped. */
const withFlips = (images: Float32Array, noise: Rng): Float32Array => {
  const draws = noise.uniforms(images.length);
  return images.map((value, i) => ((draws[i] ?? 1) < flipped ? 1 - value : value));
};

const ofModel = ({ trained, images, labels }: SmallModel, seed: number): ExactValue[] => {
  const noise = rng(seed).fold("encoder accuracy");
  const q = unitMoments(trained, images);
  const own = distancesOf(trained, images, q);
  const few = Math.ceil(compared * q.length);
  const first = images.subarray(0, few * trained.model.dataSize);
  const best = distancesOf(trained, first, bestNormals(trained, first, noise.fold("refinement")));
  const unlike = withFlips(first, noise.fold("flips"));
  const far = distancesOf(trained, unlike, unitMoments(trained, unlike));
  const firstMean = mean(own.kl.slice(0, few));
  const rates = q.map(klToStandardNormal);
  const error = Math.max(...own.errors, ...best.errors);
  const sorted = own.kl.toSorted((a, b) => b - a);
  const at = { seed };
  const number = (quantity: string, value: number, own: number): ExactValue => ({
    ...{ quantity, at, value, error: own, unit: "" },
  });
  const spread = { median: 0.5, "90 % of images": 0.9, "worst image": 1 };
  const inNats = { unit: "nats per image", error };
  return [
    { quantity: "KL(q‖p(z|x))", at: { seed, over: "mean" }, value: mean(own.kl), ...inNats },
    ...Object.entries(spread).map(([over, p]) => ({
      ...{ quantity: "KL(q‖p(z|x))", at: { seed, over }, value: quantile(own.kl, p), ...inNats },
    })),
    { quantity: "rate", at, value: mean(rates), error: 1e-5, unit: "nats per image" },
    number("KL(q‖p(z|x)) / rate", sum(own.kl) / sum(rates), error / mean(rates)),
    number(
      "share of images with KL(q‖p(z|x)) below a tenth of their rate",
      mean(own.kl.map((kl, n) => (kl < 0.1 * (rates[n] ?? 0) ? 1 : 0))),
      0,
    ),
    number(
      "share of the KL in the tenth of images where it is largest",
      sum(sorted.slice(0, Math.round(sorted.length / 10))) / sum(sorted),
      error / mean(own.kl),
    ),
    number(
      "share of the KL that the best normal q leaves",
      mean(best.kl) / firstMean,
      error / firstMean,
    ),
    number(
      "KL(q‖p(z|x)) of images with a quarter of their pixels flipped / of test images",
      mean(far.kl) / firstMean,
      Math.max(...far.errors, error) / firstMean,
    ),
    ...[...new Set(labels)].sort().map((digit) => ({
      quantity: "KL(q‖p(z|x)) of a digit",
      at: { seed, digit },
      value: mean(own.kl.filter((_, n) => labels[n] === digit)),
      ...inNats,
    })),
  ];
};

/**
 * How far the encoder's q(z|x) is from the posterior, by quadrature, for VAEs with two units: for test
 * images, for the best normal q of some of them, and for images unlike the data.
 */
export const encoderAccuracy = async ({
  seeds,
  images,
  ...options
}: EncoderAccuracyOptions): Promise<ExactValue[]> => {
  const values: ExactValue[] = [];
  for (const [i, seed] of seeds.entries()) {
    const model = await smallModel({ ...options, images: images * seeds.length, seed });
    const D = model.trained.model.dataSize;
    try {
      const own = {
        images: model.images.subarray(i * images * D, (i + 1) * images * D),
        labels: model.labels.subarray(i * images, (i + 1) * images),
      };
      values.push(...ofModel({ ...model, ...own }, seed));
    } finally {
      model.trained.dispose();
    }
  }
  return values;
};
