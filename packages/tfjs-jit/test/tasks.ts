import * as tf from "@tensorflow/tfjs";
import type { Draw } from "../src/noise.ts";
import { rowInput } from "../src/step-inputs.ts";
import { numbers, weights } from "./numbers.ts";

export const rows = 200;

function labels(classes: number): tf.Tensor2D {
  return tf.tidy(() => {
    const kinds = Array.from({ length: rows }, (_, row) => (row * 7) % classes);
    return tf.oneHot(tf.tensor1d(kinds, "int32"), classes).cast<tf.Tensor2D>("float32");
  });
}

/** A classifier: a perceptron with noise on its hidden layer, whose loss has two parts. */
export function perceptron() {
  const w1 = weights<tf.Rank.R2>([30, 24], 1);
  const b1 = tf.variable(tf.zeros([24]));
  const w2 = weights<tf.Rank.R2>([24, 5], 2);
  const b2 = tf.variable(tf.zeros([5]));
  const x = numbers<tf.Rank.R2>([rows, 30], 3);
  return {
    variables: [w1, b1, w2, b2] as const,
    inputs: { x: rowInput(x), y: rowInput(labels(5)) },
    loss: (batch: { x: tf.Tensor2D; y: tf.Tensor2D }, draw: Draw) => {
      const hidden = batch.x.matMul<tf.Tensor2D>(w1).add<tf.Tensor2D>(b1).relu();
      const noisy = hidden.add<tf.Tensor2D>(draw.normal("hidden", hidden.shape).mul(0.1));
      const logits = noisy.matMul<tf.Tensor2D>(w2).add<tf.Tensor2D>(b2);
      const entropy = tf.losses.softmaxCrossEntropy<tf.Tensor2D, tf.Scalar>(batch.y, logits);
      const penalty = w1.square().sum<tf.Scalar>().mul<tf.Scalar>(1e-3);
      return { loss: entropy.add<tf.Scalar>(penalty), parts: { entropy, penalty } };
    },
  };
}

/** A classifier with two convolutions and pooling. */
export function convolutionalClassifier() {
  const k1 = weights<tf.Rank.R4>([3, 3, 1, 4], 4);
  const c1 = tf.variable(tf.zeros([4]));
  const k2 = weights<tf.Rank.R4>([3, 3, 4, 6], 5);
  const c2 = tf.variable(tf.zeros([6]));
  const w = weights<tf.Rank.R2>([3 * 3 * 6, 4], 6);
  const b = tf.variable(tf.zeros([4]));
  const x = numbers<tf.Rank.R4>([rows, 12, 12, 1], 7);
  const block = (image: tf.Tensor4D, k: tf.Tensor4D, c: tf.Tensor): tf.Tensor4D => {
    const activations: tf.Tensor4D = tf.conv2d(image, k, 1, "same").add<tf.Tensor4D>(c).relu();
    return tf.maxPool<tf.Tensor4D>(activations, 2, 2, "same");
  };
  return {
    variables: [k1, c1, k2, c2, w, b] as const,
    inputs: { x: rowInput(x), y: rowInput(labels(4)) },
    loss: (batch: { x: tf.Tensor4D; y: tf.Tensor2D }) => {
      const features = block(block(batch.x, k1, c1), k2, c2);
      const flat = features.reshape<tf.Tensor2D>([features.shape[0], -1]);
      const logits = flat.matMul<tf.Tensor2D>(w).add<tf.Tensor2D>(b);
      return tf.losses.softmaxCrossEntropy<tf.Tensor2D, tf.Scalar>(batch.y, logits);
    },
  };
}

/** Batches of different rows, each with its own seed for the perceptron's noise. */
export function batches(count: number, size: number) {
  return Array.from({ length: count }, (_, step) => ({
    indices: Int32Array.from({ length: size }, (_, i) => (step * 37 + i * 11) % rows),
    seeds: { hidden: [2024, step] as const },
  }));
}
