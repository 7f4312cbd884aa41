import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { gridParts } from "../exact/plane-grid.ts";
import { requireParameters } from "../models/checked-input.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { logSumExp } from "./estimate.ts";
import { type EvalFunction, noNoise, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import { type Evaluated, type GenerativeModel, requireEvidence } from "./evidence-model.ts";

/** Options of `quadrature`. */
export interface QuadratureOptions {
  /** Half the grid's side, in standard deviations of the prior. */
  readonly extent?: number;
  readonly spacing?: number;
  readonly run?: RunEvalFunction;
}

/** N values each. */
export interface Quadrature {
  /** log p(x) of each row, in nats. */
  readonly logProbability: Float64Array;
  /**
   * The largest difference from the grids of twice the spacing, of which this grid is the mean. It
   * exceeds the error wherever halving the spacing reduces it, except by chance of where a posterior
   * lies between points; the maximum over rows is safe. Float32 adds about 1e-7 of log p(x).
   */
  readonly errors: Float64Array;
  /** The share of p(z|x) near the edge of the grid, which should be negligible. */
  readonly edgeShares: Float64Array;
}

/** Pairs of a code and a row per batch. */
const atOnce = {
  table: { codes: 512, rows: 2048 },
  pairs: { codes: 200, rows: 16 },
};

/**
 * log p(x) = log ∫ p(x|z) p(z) dz by the trapezoidal rule on a grid over one or two latent units.
 * @throws RangeError for more than two latent units, and for an unnormalised likelihood
 */
export const quadrature = (
  evaluated: Evaluated<GenerativeModel>,
  x: Float32Array,
  options: QuadratureOptions = {},
): Quadrature => {
  requireOptions("quadrature", options, {
    extent: "optional",
    spacing: "optional",
    run: "optional",
  });
  const { extent = 6, spacing = 0.05, run = runEagerly } = options;
  const { model, parameters } = requireParameters(evaluated);
  const { latentSize: K, dataSize: D } = model;
  if (K > 2) throw new RangeError(`latentSize must be 1 or 2 for quadrature, got ${K}`);
  requirePositive("extent", extent);
  requirePositive("spacing", spacing);
  const N = requireEvidence(evaluated, x);
  const parts = gridParts(K, extent, spacing);
  const { codes, rows: most } = model.logLikelihoodTable ? atOnce.table : atOnce.pairs;
  const evalFunction = evidenceFunction(model);
  const logVolume = K * Math.log(spacing);
  const found = {
    logProbability: new Float64Array(N),
    errors: new Float64Array(N),
    edgeShares: new Float64Array(N),
  };
  for (let start = 0; start < N; start += most) {
    const rows = Math.min(most, N - start);
    const batch = tf.tensor2d(x.subarray(start * D, (start + rows) * D), [rows, D]);
    const sums = parts.map(({ points }) => {
      const sum = new Float64Array(rows).fill(-Infinity);
      for (const group of inGroups(points, K, codes)) {
        const part = tf.tidy(() => {
          const z = tf.tensor2d(group.z, [codes, K]);
          const logMass = tf.tensor1d(group.logMass);
          return run(evalFunction, { parameters, z, logMass, x: batch }, noNoise).dataSync();
        });
        for (let b = 0; b < rows; b++) sum[b] = logSumExp([sum[b] as number, part[b] as number]);
      }
      return sum;
    });
    batch.dispose();
    for (let b = 0; b < rows; b++) {
      const of = (kept: (part: (typeof parts)[number]) => boolean) =>
        logSumExp(sums.filter((_, i) => kept(parts[i] as (typeof parts)[number])).map(row(b)));
      const whole = of(() => true);
      const coarser = Array.from(
        { length: 2 ** K },
        (_, coarse) => of((part) => part.coarse === coarse) + K * Math.LN2,
      );
      found.logProbability[start + b] = whole + logVolume;
      found.errors[start + b] = Math.max(...coarser.map((value) => Math.abs(value - whole)));
      found.edgeShares[start + b] = Math.exp(of(({ atEdge }) => atEdge) - whole);
    }
  }
  return found;
};

/** log Σ p(x, z) over G codes, some excluded by a log mass of −∞: [B]. */
const evidenceFunction = (
  model: GenerativeModel,
): EvalFunction<
  { parameters: Parameters; z: tf.Tensor; logMass: tf.Tensor; x: tf.Tensor },
  tf.Tensor
> => ({
  name: "sums over codes",
  apply: ({ parameters, z, logMass, x }) =>
    tableOf(model)(parameters, z, x)
      .add(model.prior(parameters).logProb(z.expandDims(1)).squeeze([1]).add(logMass))
      .logSumExp(-1),
});

type Table = NonNullable<GenerativeModel["logLikelihoodTable"]>;

const tableOf = (model: GenerativeModel): Table =>
  model.logLikelihoodTable ??
  ((parameters, z, x) => {
    const each = tf.tile(z.expandDims(1), [1, x.shape[0] ?? 1, 1]);
    return tf.transpose(model.logLikelihood(parameters, each, x));
  });

/** Groups of equal size, the last padded with codes without mass. */
const inGroups = (points: Float32Array, K: number, size: number) =>
  Array.from({ length: Math.ceil(points.length / (size * K)) }, (_, i) => {
    const z = new Float32Array(size * K);
    const some = points.subarray(i * size * K, (i + 1) * size * K);
    z.set(some);
    const logMass = new Float32Array(size).fill(-Infinity);
    return { z, logMass: logMass.fill(0, 0, some.length / K) };
  });

const row = (b: number) => (sums: Float64Array) => sums[b] as number;
