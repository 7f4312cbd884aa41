import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { recipes, rng } from "../src/index.ts";
import type { Parameters } from "../src/networks/index.ts";
import { parameter } from "../src/networks/parameters.ts";
import { lossAndGradients, lossOf } from "../src/training/index.ts";
import { at } from "./at.ts";
import { fixedNoise } from "./fixed-noise.ts";

const [B, D, K] = [32, 784, 20];

/** The pseudo-code of Saghir's essay, line by line; `z_variance` is there the log of the variance. */
const essay = (p: Parameters, data: tf.Tensor, epsilon: tf.Tensor) => {
  const Dense = (input: tf.Tensor, name: string) =>
    tf.add(tf.matMul(input, parameter(p, `${name}.weights`)), parameter(p, `${name}.bias`));

  const encoderH = tf.relu(Dense(data, "encoder.hidden.1"));
  const zMean = Dense(encoderH, "encoder.mean");
  const zVariance = Dense(encoderH, "encoder.logVariance");
  const zSample = tf.add(zMean, tf.mul(tf.exp(tf.div(zVariance, 2)), epsilon));
  const decoderH = tf.relu(Dense(zSample, "decoder.hidden.1"));
  const decoderOutput = tf.sigmoid(Dense(decoderH, "decoder.output"));

  const crossEntropy = tf.neg(
    tf.mean(
      tf.add(
        tf.mul(data, tf.log(decoderOutput)),
        tf.mul(tf.sub(1, data), tf.log(tf.sub(1, decoderOutput))),
      ),
      -1,
    ),
  );
  const reconstructionLoss = tf.mul(D, crossEntropy);
  const klLoss = tf.mul(
    -0.5,
    tf.sum(tf.sub(tf.sub(tf.add(1, zVariance), tf.square(zMean)), tf.exp(zVariance)), -1),
  );
  return tf.mean(tf.add(reconstructionLoss, klLoss));
};

test("recipes.essayVae has the loss and the gradients of the pseudo-code of Saghir's essay", () => {
  tf.tidy(() => {
    const { model, ...rest } = recipes.essayVae();
    const parameters = model.init(rng(1));
    const x = rng(2).uniform([B, D]);
    const epsilon = rng(3).normals(B * K);

    const names = Object.keys(parameters);
    const pseudo = tf.valueAndGrads((...tensors) =>
      essay(
        Object.fromEntries(names.map((name, i) => [name, at(tensors, i)])),
        x,
        tf.tensor2d(epsilon, [B, K]),
      ),
    )(Object.values(parameters));
    const ours = lossAndGradients(
      lossOf({ model, ...rest }),
      parameters,
      { x },
      fixedNoise(() => epsilon),
    );

    const values = ours.values.dataSync();
    ours.values.dispose();
    expect([at(values, ours.names.indexOf("loss"))]).toBeNear(pseudo.value.dataSync(), 1e-5);
    expect(names).toHaveLength(10);
    names.forEach((name, i) => {
      expect(parameter(ours.gradients, name).dataSync(), name).toBeNear(
        at(pseudo.grads, i).dataSync(),
        1e-5,
      );
    });
  });
});
