import * as tf from "@tensorflow/tfjs";
import { asLearned } from "../likelihoods/as-learned.ts";
import type { DataSpace, LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import { dense } from "../networks/dense.ts";
import { mlp } from "../networks/mlp.ts";
import {
  joinParameters,
  type Network,
  type Parameterised,
  type Parameters,
} from "../networks/parameters.ts";
import type { Rng } from "../random/rng.ts";
import { assertShape } from "../tensors/shapes.ts";
import type { Sizes } from "./sizes.ts";

/** p(x|z), the distribution of data given codes z [S, B, K]. */
export interface Decoder extends Parameterised, DataSpace {
  /** log p(x|z): z [S, B, K] and x [B, D] → [S, B], in nats. */
  logLikelihood(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** log p(x|z) of all pairs, z [G, K] and x [B, D] → [B, G], where it is cheaper than pair by pair. */
  logLikelihoodTable?(parameters: Parameters, z: tf.Tensor, x: tf.Tensor): tf.Tensor;
  /** E[x|z]: [S, B, K] → [S, B, D]. */
  mean(parameters: Parameters, z: tf.Tensor): tf.Tensor;
  /** A draw of x for each z: [S, B, K] → [S, B, D]. */
  sampleData(parameters: Parameters, z: tf.Tensor, rng: Rng): tf.Tensor;
}

/** A decoder of a network [N, K] → [N, outputSize(D)] and a likelihood of its outputs. */
export const networkDecoder = (
  network: Network,
  latentSize: number,
  likelihood: Likelihood | LearnedLikelihood,
): Decoder => {
  const outputs = (parameters: Parameters, z: tf.Tensor): tf.Tensor => {
    assertShape("z", z, { S: undefined, B: undefined, K: latentSize });
    const [S = 0, B = 0] = z.shape;
    const flat = network.apply(parameters, tf.reshape(z, [S * B, latentSize]));
    return tf.reshape(flat, [S, B, flat.shape[1] ?? 0]);
  };
  const own = asLearned(likelihood);
  const logProbTable = "at" in likelihood ? undefined : likelihood.logProbTable;
  return {
    ...joinParameters(network, own),
    ...(logProbTable && {
      logLikelihoodTable: (parameters, z, x) => logProbTable(network.apply(parameters, z), x),
    }),
    logLikelihood: (parameters, z, x) => own.at(parameters).logProb(outputs(parameters, z), x),
    mean: (parameters, z) => own.at(parameters).mean(outputs(parameters, z)),
    sampleData: (parameters, z, rng) => own.at(parameters).sample(outputs(parameters, z), rng),
    measureOf: likelihood.measureOf,
    requireData: likelihood.requireData,
  };
};

/** Makes a decoder for a model of these sizes and this likelihood. */
export type MakeDecoder = (sizes: Sizes, likelihood: Likelihood | LearnedLikelihood) => Decoder;

/** Dense relu layers, then a linear layer. */
export const denseDecoder: MakeDecoder = (
  { dataSize, latentSize, hidden, initialiser },
  likelihood,
) => {
  const widths = [latentSize, ...hidden.toReversed()];
  const body = mlp({ name: "decoder.hidden", widths, initialiser });
  const output = dense({
    name: "decoder.output",
    inputs: widths.at(-1) ?? latentSize,
    outputs: likelihood.outputSize(dataSize),
    initialiser,
  });
  const network: Network = {
    ...joinParameters(body, output),
    apply: (parameters, z) => output.apply(parameters, body.apply(parameters, z)),
  };
  return networkDecoder(network, latentSize, likelihood);
};
