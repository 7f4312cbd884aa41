// Milliseconds per training step of the 784-400-20 variational autoencoder, batch 128, one thread:
//   taskset -c 1 node --conditions=@vae-lab/source --import tsx bench/step.ts
import "./one-thread.ts";
import "tfjs-jit/tfjs-node";
import * as tf from "@tensorflow/tfjs";
import { adam, compileTrainingStep, type Draw, drawFrom, rowsOf } from "tfjs-jit";

const [rows, pixels, hidden, latent, batchSize] = [6000, 784, 400, 20, 128];
const rounds = 12;
const stepsPerRound = 48;

function matrix(inputs: number, outputs: number, seed: number) {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return tf.variable(
    tf.randomUniform<tf.Rank.R2>([inputs, outputs], -limit, limit, "float32", seed),
  );
}

function bias(outputs: number) {
  return tf.variable(tf.zeros([outputs]));
}

function parameters() {
  return {
    W1: matrix(pixels, hidden, 1),
    b1: bias(hidden),
    Wm: matrix(hidden, latent, 2),
    bm: bias(latent),
    Wv: matrix(hidden, latent, 3),
    bv: bias(latent),
    W2: matrix(latent, hidden, 4),
    b2: bias(hidden),
    W3: matrix(hidden, pixels, 5),
    b3: bias(pixels),
  };
}

function negativeBound(p: ReturnType<typeof parameters>, x: tf.Tensor2D, draw: Draw): tf.Scalar {
  const h = x.matMul(p.W1).add<tf.Tensor2D>(p.b1).relu();
  const mean = h.matMul(p.Wm).add<tf.Tensor2D>(p.bm);
  const logVariance = h.matMul(p.Wv).add<tf.Tensor2D>(p.bv);
  const z = mean.add<tf.Tensor2D>(logVariance.mul(0.5).exp().mul(draw.normal("z", mean.shape)));
  const logits = z.matMul(p.W2).add<tf.Tensor2D>(p.b2).relu().matMul(p.W3).add<tf.Tensor2D>(p.b3);
  const distortion = tf.softplus(logits).sub(logits.mul(x)).sum(1).mean();
  const rate = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(1).mul(-0.5).mean();
  return distortion.add(rate);
}

const data = tf.randomUniform<tf.Rank.R2>([rows, pixels], 0, 1, "float32", 9);

function batch(step: number) {
  const indices = Int32Array.from({ length: batchSize }, (_, i) => (step * batchSize + i) % rows);
  return { indices, seeds: { z: [1, step] as const } };
}

function eager(): (first: number) => void {
  const p = parameters();
  const optimizer = tf.train.adam(1e-3);
  return (first) => {
    for (let step = first; step < first + stepsPerRound; step++) {
      tf.tidy(() => {
        const { indices, seeds } = batch(step);
        const { value, grads } = tf.variableGrads(() => {
          const x = tf.gather(data, tf.tensor1d(indices, "int32"));
          return negativeBound(p, x, drawFrom(seeds));
        }, Object.values(p));
        optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
        value.dataSync();
      });
    }
  };
}

function compiled(stepsPerCall: number): (first: number) => void {
  const p = parameters();
  const step = compileTrainingStep({
    variables: p,
    inputs: { x: rowsOf(data) },
    loss: ({ x }, draw) => negativeBound(p, x, draw),
    optimizer: adam({ learningRate: 1e-3 }),
    batchSize,
  });
  return (first) => {
    for (let done = 0; done < stepsPerRound; done += stepsPerCall) {
      step.run(Array.from({ length: stepsPerCall }, (_, k) => batch(first + done + k)));
    }
  };
}

const contestants = {
  "eager, tf.train.adam": eager(),
  "compiled, 1 step per call": compiled(1),
  "compiled, 16 steps per call": compiled(16),
};
const times = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]));
for (let round = -1; round < rounds; round++) {
  for (const [name, run] of Object.entries(contestants)) {
    const start = performance.now();
    run((round + 1) * stepsPerRound);
    if (round >= 0) times.get(name)?.push((performance.now() - start) / stepsPerRound);
  }
}
for (const [name, samples] of times) {
  samples.sort((a, b) => a - b);
  const [median, best] = [samples[samples.length >> 1] ?? Number.NaN, samples[0] ?? Number.NaN];
  console.log(`${name.padEnd(30)} ${median.toFixed(2)} ms/step (least ${best.toFixed(2)})`);
}
