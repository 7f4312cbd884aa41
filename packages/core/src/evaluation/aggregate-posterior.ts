import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { mixtureEntropy } from "../exact/mixture-entropy.ts";
import { klToStandardNormal } from "../exact/normal-kl.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Vae } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { forEachChunk, write } from "./chunks.ts";
import { type Estimate, estimateOf, meanOf } from "./estimate.ts";
import { type EvalFunction, noNoise, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

/** Options of `aggregatePosterior`. */
export interface AggregatePosteriorOptions {
  readonly rng: Rng;
  /** Samples per row. Default: 1. */
  readonly samples?: number;
  readonly run?: RunEvalFunction;
}

/**
 * I(x; z) under q, with x uniform over the N rows. In expectation the estimate is at most, and `upper` at
 * least, the information of the population that the rows are drawn from.
 */
export interface MutualInformation extends Estimate {
  /**
   * The same with q(z) as the mixture of the other N − 1 rows (Poole et al. 2019, section 2.2). It may
   * exceed the rate, which is an upper bound too.
   */
  readonly upper: Estimate;
  /** log N, an upper limit of the estimate whatever the true information. */
  readonly ceiling: number;
  /** Whether it is within log 2 of the ceiling, so that N limits it and not the codes. */
  readonly saturated: boolean;
}

/** Quantities of the aggregate posterior q(z) = (1/N) Σ q(z|x), in nats. */
export interface AggregatePosterior {
  /** The mean of KL(q(z|x)‖p(z)), exact: KL(q(z)‖p(z)) plus I(x; z). */
  readonly rate: number;
  readonly mutualInformation: MutualInformation;
  /** KL(q(z_k)‖p(z_k)) per unit, exact for these rows: K. It does not saturate. */
  readonly unitKl: Float64Array;
  /**
   * Bounds of KL(q(z)‖p(z)) for the population of the rows: at least the sum over units, at most the
   * rate minus the estimated I(x; z) (with its error).
   */
  readonly jointKl: { readonly lower: number; readonly upper: Estimate };
}

/** Maximum number of elements of a tensor [B, N, K]. */
const numbersAtOnce = 2 ** 21;

/**
 * The rate split into mutual information and the divergence of the aggregate posterior from the prior
 * (Hoffman & Johnson 2016): E KL(q(z|x)‖p(z)) = I(x; z) + KL(q(z)‖p(z)). q(z) is the exact mixture of
 * all N rows; the standard error of I is over samples and rows.
 */
export const aggregatePosterior = (
  evaluated: Evaluated<Vae>,
  x: Float32Array,
  options: AggregatePosteriorOptions,
): AggregatePosterior => {
  requireOptions("aggregatePosterior", options, {
    rng: "required",
    samples: "optional",
    run: "optional",
  });
  const { rng, samples = 1, run = runEagerly } = options;
  requireRng("rng", rng);
  requireCount("samples", samples);
  const { model } = requireParameters(evaluated);
  const { latentSize: K } = model;
  const N = requireRows("x", x, model);
  const { mean, logVariance } = whitened(evaluated, x, run);
  const variance = Float64Array.from(logVariance, Math.exp);
  const rate = klToStandardNormal({ mean, logVariance }) / N;
  const ceiling = Math.log(N);
  const drawn = informationOf({ mean, logVariance, K, rng, samples, run });
  const information = estimateOf(drawn.values);
  const unitKl = Float64Array.from({ length: K }, (_, k) => {
    const unit = (values: ArrayLike<number>) =>
      Float64Array.from({ length: N }, (_, n) => values[n * K + k] as number);
    return mixtureKl({ mean: unit(mean), variance: unit(variance) });
  });
  return {
    rate,
    mutualInformation: {
      ...information,
      upper: estimateOf(drawn.leftOut),
      ceiling,
      saturated: ceiling - information.value < Math.LN2,
    },
    unitKl,
    jointKl: {
      lower: unitKl.reduce((a, b) => a + b, 0),
      upper: { ...information, value: rate - information.value },
    },
  };
};

/** KL(q‖N(0, 1)) of a univariate mixture: −H(q) − E log p. */
const mixtureKl = (q: { mean: Float64Array; variance: Float64Array }): number => {
  const square = meanOf(q.mean.map((m, n) => m * m + (q.variance[n] as number)));
  const kl = (square + Math.log(2 * Math.PI)) / 2 - mixtureEntropy(q, 1);
  return Math.max(0, kl); // it may round below
};

/** The moments of q(z|x) in the coordinates where the prior is N(0, I): N·K each. */
const whitened = ({ model, parameters }: Evaluated<Vae>, x: Float32Array, run: RunEvalFunction) => {
  const { dataSize: D, latentSize: K } = model;
  const N = x.length / D;
  const found = { mean: new Float32Array(N * K), logVariance: new Float32Array(N * K) };
  const evalFunction: EvalFunction<
    { readonly parameters: Parameters; readonly x: tf.Tensor },
    { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor }
  > = {
    name: "codes as the prior sees them",
    apply: (inputs) => {
      const q = model.posterior(inputs.parameters, inputs.x);
      const { mean, logVariance } = model.prior(inputs.parameters).whiten(q);
      return { mean, logVariance };
    },
  };
  forEachChunk("x", x, D, (batch, { start }) => {
    const moments = run(evalFunction, { parameters, x: batch }, noNoise);
    write(found.mean, start * K, moments.mean);
    write(found.logVariance, start * K, moments.logVariance);
  });
  return found;
};

/**
 * log q(z|x) − log q(z) of draws z ~ q(z|x) of all rows, with q(z) the mixture of all rows, and of all but
 * the row of the draw.
 */
const informationOf = ({
  mean,
  logVariance,
  K,
  rng,
  samples,
  run,
}: {
  mean: Float32Array;
  logVariance: Float32Array;
  K: number;
  rng: Rng;
  samples: number;
  run: RunEvalFunction;
}): { readonly values: Float64Array; readonly leftOut: Float64Array } => {
  const N = mean.length / K;
  const values = new Float64Array(N * samples);
  const leftOut = new Float64Array(N * samples);
  const most = Math.max(1, Math.floor(numbersAtOnce / (N * K)));
  const all = { mean: tf.tensor2d(mean, [N, K]), logVariance: tf.tensor2d(logVariance, [N, K]) };
  for (let s = 0; s < samples; s++)
    for (let start = 0; start < N; start += most) {
      const rows = Math.min(most, N - start);
      const noise = new Float32Array(rows * K);
      for (let b = 0; b < rows; b++)
        noise.set(rng.fold("draw", s, "of row", start + b).normals(K), b * K);
      const found = tf.tidy(() =>
        run(
          informationFunction,
          {
            noise: tf.tensor2d(noise, [rows, K]),
            own: tf.range(start, start + rows, 1, "int32"),
            all,
          },
          noNoise,
        ),
      );
      values.set(found.all.dataSync(), s * N + start);
      leftOut.set(found.leftOut.dataSync(), s * N + start);
      tf.dispose(found);
    }
  tf.dispose(all);
  return { values, leftOut };
};

const informationFunction: EvalFunction<
  {
    readonly noise: tf.Tensor;
    readonly own: tf.Tensor;
    readonly all: { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor };
  },
  { readonly all: tf.Tensor; readonly leftOut: tf.Tensor }
> = {
  name: "information of codes",
  apply: ({ noise, own, all }) => {
    const N = all.mean.shape[0] ?? 1;
    const deviation = all.logVariance.div(2).exp();
    const z = noise.mul(tf.gather(deviation, own)).add(tf.gather(all.mean, own));
    // Constants that all densities share cancel
    const logDensity = z
      .expandDims(1)
      .sub(all.mean)
      .div(deviation)
      .square()
      .add(all.logVariance)
      .sum(-1)
      .mul(-0.5);
    const ownDensity = noise.square().add(tf.gather(all.logVariance, own)).sum(-1).mul(-0.5);
    const isOwn = tf.oneHot(own.cast("int32"), N).cast("float32");
    const others = logDensity.sub(isOwn.mul(1e30)).logSumExp(-1);
    return {
      all: ownDensity.sub(logDensity.logSumExp(-1)).add(Math.log(N)),
      leftOut: ownDensity.sub(others).add(Math.log(N - 1)),
    };
  },
};
