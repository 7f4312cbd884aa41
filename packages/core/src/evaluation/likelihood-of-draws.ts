import * as tf from "@tensorflow/tfjs";
import type { Parameters } from "../networks/parameters.ts";
import { rowsPerBatch } from "./chunks.ts";
import { type EvalFunction, noNoise, type RunEvalFunction } from "./eval-function.ts";
import type { Evaluated, GenerativeModel } from "./evidence-model.ts";

type DataModel = Pick<GenerativeModel, "dataSize" | "logLikelihood">;

/** log p(x|z) of draws z [S, B, K] for rows x [B, D]: [S, B]. */
export const likelihoodFunction = (
  model: DataModel,
): EvalFunction<
  { readonly parameters: Parameters; readonly z: tf.Tensor; readonly x: tf.Tensor },
  tf.Tensor
> => ({
  name: "log-likelihood of draws",
  apply: ({ parameters, z, x }) => model.logLikelihood(parameters, z, x),
});

/**
 * log p(x|z) of draws z [S, B, K] for rows x [B, D], a few rows at a time, so that the memory does not
 * grow with B·D: [S, B].
 */
export const likelihoodOfDraws = (
  { model, parameters }: Evaluated<DataModel>,
  z: tf.Tensor,
  x: tf.Tensor,
  run: RunEvalFunction,
): tf.Tensor => {
  const [S = 1, B = 1, K = 1] = z.shape;
  const batch = rowsPerBatch(S * model.dataSize);
  const evalFunction = likelihoodFunction(model);
  const parts: tf.Tensor[] = [];
  for (let start = 0; start < B; start += batch) {
    const rows = Math.min(batch, B - start);
    const part = () => {
      const inputs = {
        z: tf.slice(z, [0, start, 0], [S, rows, K]),
        x: tf.slice(x, [start, 0], [rows, model.dataSize]),
      };
      return run(evalFunction, { parameters, ...inputs }, noNoise);
    };
    parts.push(tf.tidy(part));
  }
  return tf.concat(parts, 1);
};
