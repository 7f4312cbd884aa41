import * as tf from "@tensorflow/tfjs";
import { normal } from "../distributions/normal.ts";
import type { Vae } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { Rng } from "../random/rng.ts";
import { forEachChunk } from "./chunks.ts";
import type { Codes } from "./codes.ts";
import type { EvalFunction, RunEvalFunction } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

const drawsAtOnce = 10;

/** log p(x, z) − log q(z) of samples of the q with the given moments, per row. */
export const logWeightsOfMoments = (
  { model, parameters }: Evaluated<Vae>,
  x: Float32Array,
  moments: Required<Codes>,
  { rng, samples, run }: { rng: Rng; samples: number; run: RunEvalFunction },
): Float64Array[] => {
  const { dataSize: D, latentSize: K } = model;
  const found = Array.from({ length: x.length / D }, () => new Float64Array(samples));
  forEachChunk("x", x, D, (batch, { start, rows }) => {
    const part = (values: Float32Array) =>
      tf.tensor2d(values.subarray(start * K, (start + rows) * K), [rows, K]);
    const [mean, logVariance] = [part(moments.mean), part(moments.logVariance)];
    for (let first = 0; first < samples; first += drawsAtOnce) {
      const draws = Math.min(drawsAtOnce, samples - first);
      const noise = rng.fold("rows from", start, "draws from", first);
      const logWeights = tf.tidy(() =>
        run(
          weightsFunction(model, draws),
          { parameters, x: batch, mean, logVariance },
          noise,
        ).dataSync(),
      );
      for (let i = 0; i < logWeights.length; i++)
        (found[start + (i % rows)] as Float64Array)[first + Math.floor(i / rows)] = logWeights[
          i
        ] as number;
    }
  });
  return found;
};

const weightsFunction = (
  model: Vae,
  samples: number,
): EvalFunction<
  {
    readonly parameters: Parameters;
    readonly x: tf.Tensor;
    readonly mean: tf.Tensor;
    readonly logVariance: tf.Tensor;
  },
  tf.Tensor
> => ({
  name: `log weights of ${samples} draws from given distributions`,
  apply: ({ parameters, x, mean, logVariance }, rng) => {
    const q = normal({ mean, logVariance });
    const z = q.sample(rng, samples);
    const joint = model.logLikelihood(parameters, z, x).add(model.prior(parameters).logProb(z));
    return joint.sub(q.logProb(z));
  },
});
