import * as tf from "@tensorflow/tfjs";
import { type MakeDecoder, networkDecoder } from "@vae-lab/core/models";
import { glorotUniform, type Network, parameter } from "@vae-lab/core/networks";

/** The function of a hidden unit, element-wise. */
export type Unit = (x: tf.Tensor) => tf.Tensor;

const rounds = 3;

/**
 * A decoder that core does not have, written as a user would write it: h ← unit(zA + hR + a), three times
 * with the same weights from h = 0, then logits hC + c.
 */
export const recurrentDecoder =
  (unit: Unit): MakeDecoder =>
  ({ dataSize, latentSize, hidden }, likelihood) => {
    const width = hidden.at(-1) ?? latentSize;
    const outputs = likelihood.outputSize(dataSize);
    const weights = {
      "own.code": [latentSize, width],
      "own.recurrent": [width, width],
      "own.output": [width, outputs],
    } as const;
    const biases = { "own.hiddenBias": [width], "own.outputBias": [outputs] } as const;
    const network: Network = {
      shapes: { ...weights, ...biases },
      init: (rng) => ({
        ...Object.fromEntries(
          Object.entries(weights).map(([name, [rows, columns]]) => [
            name,
            tf.tidy(() => glorotUniform(rng.fold(name), rows, columns)),
          ]),
        ),
        ...Object.fromEntries(
          Object.entries(biases).map(([name, [size]]) => [name, tf.zeros([size])]),
        ),
      }),
      apply: (parameters, z) => {
        const own = (name: keyof typeof weights | keyof typeof biases) =>
          parameter(parameters, name) as tf.Tensor2D;
        const input = tf.matMul(z as tf.Tensor2D, own("own.code")).add(own("own.hiddenBias"));
        let h = unit(input);
        for (let round = 1; round < rounds; round++)
          h = unit(input.add(tf.matMul(h as tf.Tensor2D, own("own.recurrent"))));
        return tf.matMul(h as tf.Tensor2D, own("own.output")).add(own("own.outputBias"));
      },
    };
    return networkDecoder(network, latentSize, likelihood);
  };
