import * as tf from "@tensorflow/tfjs";
import type { Parameters } from "../networks/parameters.ts";
import type { Rng } from "../random/rng.ts";
import { isWide } from "./chunks.ts";
import type { EvalFunction, RunEvalFunction } from "./eval-function.ts";
import type { Evaluated, InferenceModel } from "./evidence-model.ts";
import { likelihoodOfDraws } from "./likelihood-of-draws.ts";

/** Batch size: large enough to be fast, small enough for little memory. */
export const tile = { rows: 64, draws: 50 };

/** log w = log p(x|z) + log p(z) − log q(z|x) of samples z ~ q(z|x): [S, B], with E w = p(x). */
const logWeightsFunction = (
  model: InferenceModel,
  samples: number,
): EvalFunction<{ parameters: Parameters; x: tf.Tensor }, tf.Tensor> => ({
  name: `log weights of ${samples} draws`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const z = q.sample(rng, samples);
    const joint = model.logLikelihood(parameters, z, x).add(model.prior(parameters).logProb(z));
    return joint.sub(q.logProb(z));
  },
});

/** The draws z [S, B, K], and log p(z) − log q(z|x), to which log p(x|z) is added in parts: [S, B]. */
const drawsFunction = (
  model: InferenceModel,
  samples: number,
): EvalFunction<
  { parameters: Parameters; x: tf.Tensor },
  { readonly z: tf.Tensor; readonly logRatio: tf.Tensor }
> => ({
  name: `draws of log weights, ${samples}`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const z = q.sample(rng, samples);
    return { z, logRatio: model.prior(parameters).logProb(z).sub(q.logProb(z)) };
  },
});

/** Log weights of `draws` draws for each row of x [B, D]: [S, B]. */
const logWeightsOf = (
  { model, parameters }: Evaluated<InferenceModel>,
  x: tf.Tensor,
  draws: number,
  rng: Rng,
  run: RunEvalFunction,
): tf.Tensor => {
  if (!isWide(model.dataSize)) return run(logWeightsFunction(model, draws), { parameters, x }, rng);
  const { z, logRatio } = run(drawsFunction(model, draws), { parameters, x }, rng);
  return likelihoodOfDraws({ model, parameters }, z, x, run).add(logRatio);
};

/**
 * Visits the `samples` log weights of each row of x, in one array that the next row overwrites. A
 * larger number of samples begins with the same ones.
 */
export const forEachRowOfLogWeights = (
  evaluated: Evaluated<InferenceModel>,
  x: Float32Array,
  { rng, samples, run }: { rng: Rng; samples: number; run: RunEvalFunction },
  visit: (row: number, logWeights: Float64Array) => void,
): void => {
  const { dataSize: D } = evaluated.model;
  const N = x.length / D;
  const table = new Float64Array(tile.rows * samples);
  for (let start = 0; start < N; start += tile.rows) {
    const rows = Math.min(tile.rows, N - start);
    const noise = rng.fold("rows from", start);
    for (let first = 0; first < samples; first += tile.draws) {
      const draws = Math.min(tile.draws, samples - first);
      const drawn = tf.tidy(() => {
        const slice = tf.tensor2d(x.subarray(start * D, (start + rows) * D), [rows, D]);
        const keyed = noise.fold("draws from", first);
        return logWeightsOf(evaluated, slice, draws, keyed, run).dataSync();
      });
      for (let s = 0; s < draws; s++)
        for (let b = 0; b < rows; b++)
          table[b * samples + first + s] = drawn[s * rows + b] as number;
    }
    for (let b = 0; b < rows; b++) visit(start + b, table.subarray(b * samples, (b + 1) * samples));
  }
};
