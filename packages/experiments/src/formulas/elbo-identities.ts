import { klToStandardNormal } from "@vae-lab/core/exact";
import { mean } from "@vae-lab/statistics";
import {
  gridOf,
  logLikelihoodsAt,
  logNormal,
  posteriorOnGrid,
  ticks,
  type UnitMoments,
  unitMoments,
} from "../metrics/posterior/posterior-on-grid.ts";
import type { ExactValue } from "../studies/evidence.ts";
import type { SmallModel } from "./small-model.ts";

const prior: UnitMoments = { mean: [0, 0], logVariance: [0, 0] };

/** Both ways to write the ELBO of one image, in nats. */
interface BoundForms {
  /** E_q log p(x|z) − KL(q‖p(z)), the KL in closed form. */
  readonly reconstructionMinusKl: number;
  /** H(q) + E_q log p(x, z), the entropy in closed form. */
  readonly entropyPlusJoint: number;
  /** KL(q‖p(z)). */
  readonly rate: number;
}

/** Both forms by the trapezoidal rule over the noise ε of z = μ + σε in [−7, 7]². */
const boundForms = (
  { trained }: SmallModel,
  x: Float32Array,
  { mean: m, logVariance: l }: UnitMoments,
  spacing: number,
): BoundForms => {
  const K = m.length;
  const axis = ticks(7, spacing);
  const noise = gridOf(m.map(() => axis));
  const z = noise.map((e, i) => (m[i % K] ?? 0) + Math.exp((l[i % K] ?? 0) / 2) * e);
  const likelihoods = logLikelihoodsAt(trained, x, z);
  let [reconstruction, prior] = [0, 0];
  for (let g = 0; g < likelihoods.length; g++) {
    let [density, own] = [K * Math.log(spacing), 0];
    for (let k = 0; k < K; k++) {
      density += logNormal(noise[g * K + k] ?? 0, 0, 0);
      own += logNormal(z[g * K + k] ?? 0, 0, 0);
    }
    reconstruction += Math.exp(density) * (likelihoods[g] ?? Number.NaN);
    prior += Math.exp(density) * own;
  }
  const rate = klToStandardNormal({ mean: m, logVariance: l });
  const entropy = l.reduce((sum, own) => sum + (own + 1 + Math.log(2 * Math.PI)) / 2, 0);
  return {
    rate,
    reconstructionMinusKl: reconstruction - rate,
    entropyPlusJoint: entropy + reconstruction + prior,
  };
};

/** Rounding of float32 in log p(x|z), which is about −60 nats. */
const rounding = 1e-5;

/** The mean over images, and the largest value; errors are the largest of an image. */
const summaries = (quantity: string, values: readonly number[], errors: readonly number[]) => {
  const error = Math.max(0, ...errors) + rounding;
  const unit = "nats per image";
  return [
    { quantity, at: { over: "mean" }, value: mean(values), error, unit },
    { quantity, at: { over: "worst image" }, value: Math.max(...values), error, unit },
  ];
};

/** The mean KL(q‖p(z|x)) of the images of each digit. */
const byDigit = (
  rows: readonly { readonly divergence: number; readonly error: number; readonly label: number }[],
): ExactValue[] =>
  [...new Set(rows.map(({ label }) => label))]
    .sort((a, b) => a - b)
    .map((digit) => {
      const own = rows.filter(({ label }) => label === digit);
      return {
        quantity: "KL(q‖p(z|x)) of a digit",
        at: { digit },
        value: mean(own.map(({ divergence }) => divergence)),
        error: Math.max(...own.map(({ error }) => error)),
        unit: "nats per image",
      };
    });

/**
 * The identities of the ELBO on a trained nonlinear VAE, image by image, by quadrature on two unlike
 * grids: over the noise for the ELBO, over the codes for log p(x) and KL(q‖p(z|x)). Errors are
 * differences from grids of another spacing.
 */
export const elboIdentities = (model: SmallModel): ExactValue[] => {
  const { trained, images, labels } = model;
  const D = trained.model.dataSize;
  const rows = unitMoments(trained, images).map((q, n) => {
    const x = images.subarray(n * D, (n + 1) * D);
    const [grid, coarse] = [posteriorOnGrid(trained, x, q), posteriorOnGrid(trained, x, q, 0.7)];
    const [bound, other] = [boundForms(model, x, q, 0.2), boundForms(model, x, q, 0.3)];
    const elbo = bound.reconstructionMinusKl;
    return {
      label: labels[n] ?? 0,
      rate: bound.rate,
      split: Math.abs(elbo - bound.entropyPlusJoint),
      rest: Math.abs(grid.logEvidence - elbo - grid.reverseKl),
      divergence: grid.reverseKl,
      fromPrior: posteriorOnGrid(trained, x, prior).reverseKl,
      error:
        Math.abs(grid.logEvidence - coarse.logEvidence) +
        Math.abs(grid.reverseKl - coarse.reverseKl) +
        Math.abs(elbo - other.reconstructionMinusKl),
    };
  });
  const errors = rows.map(({ error }) => error);
  const [divergence, rate] = [
    mean(rows.map((row) => row.divergence)),
    mean(rows.map((row) => row.rate)),
  ];
  return [
    ...summaries(
      "|(reconstruction − KL) − (entropy + joint)|",
      rows.map(({ split }) => split),
      [],
    ),
    ...summaries(
      "|log p(x) − ELBO − KL(q‖p(z|x))|",
      rows.map(({ rest }) => rest),
      errors,
    ),
    ...summaries(
      "KL(q‖p(z|x))",
      rows.map((row) => row.divergence),
      errors,
    ),
    {
      quantity: "KL(q‖p(z|x)) relative to the rate",
      value: divergence / rate,
      error: Math.max(...errors) / rate,
      unit: "",
    },
    {
      quantity: "KL(q‖p(z|x)) / KL(p(z)‖p(z|x))",
      value: divergence / mean(rows.map(({ fromPrior }) => fromPrior)),
      error: Math.max(...errors),
      unit: "",
    },
    ...byDigit(rows),
  ];
};
