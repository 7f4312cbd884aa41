import * as tf from "@tensorflow/tfjs";
import type { Likelihood } from "../likelihoods/likelihood.ts";
import { dense } from "../networks/dense.ts";
import { mlp } from "../networks/mlp.ts";
import { type Parameterised, type Parameters, together } from "../networks/parameters.ts";
import { assertShape } from "../shapes.ts";
import type { Sizes } from "./sizes.ts";

export interface Decoder extends Parameterised {
  readonly likelihood: Likelihood;
  logLikelihood(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  logLikelihoodTable?(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  decode(parameters: Parameters, z: tf.Tensor): tf.Tensor;
}

/** Dense relu layers and a dense layer without one: [S, B, K] → [S, B, D]. */
export const denseDecoder = (
  { dataSize, latentSize, hidden, initialiser }: Sizes,
  likelihood: Likelihood,
): Decoder => {
  const widths = [latentSize, ...hidden.toReversed()];
  const body = mlp({ name: "decoder.hidden", widths, initialiser });
  const output = dense({
    name: "decoder.output",
    inputs: widths.at(-1) ?? latentSize,
    outputs: dataSize,
    initialiser,
  });
  const decode = (parameters: Parameters, z: tf.Tensor): tf.Tensor => {
    assertShape("z", z, { S: undefined, B: undefined, K: latentSize });
    const [S = 0, B = 0] = z.shape;
    const flat = tf.reshape(z, [S * B, latentSize]);
    const outputs = output.apply(parameters, body.apply(parameters, flat));
    return tf.reshape(outputs, [S, B, dataSize]);
  };
  const { logProbTable } = likelihood;
  return {
    ...together(body, output),
    likelihood,
    decode,
    ...(logProbTable && {
      logLikelihoodTable: (parameters, z, x) =>
        logProbTable(decode(parameters, z.expandDims(0)).squeeze([0]), x),
    }),
    logLikelihood: (parameters, z, x) => likelihood.logProb(decode(parameters, z), x),
  };
};
