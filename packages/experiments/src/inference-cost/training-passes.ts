import * as tf from "@tensorflow/tfjs";
import {
  adam,
  elbo,
  pathwise,
  type Rng,
  type TrainedModel,
  trainedModel,
  type Vae,
} from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";
import { streamsOf } from "@vae-lab/core/random";
import { eagerSteps } from "@vae-lab/core/training";
import { elboOfMoments, watchedBound } from "./elbo-of-moments.ts";
import { momentsTable } from "./moments-table.ts";

const batchSize = 128;
/** Training images whose bound is watched, and the minibatches between two looks. */
const watched = 250;
const between = 10;

/** What is trained, on N rows of bits. */
export interface TrainingTask {
  readonly model: Vae;
  readonly data: Float32Array;
  readonly seed: number;
  readonly rng: Rng;
}

/** How far a training has come. */
export interface Progress {
  /** Network passes per training image: of encoder or decoder, forward or backward, for one draw. */
  readonly passes: number;
  /** Mean ELBO of the watched training images. */
  readonly bound: number;
  /** Seconds of training alone. */
  readonly seconds: number;
}

const rowsOf = ({ model, data }: TrainingTask): number => data.length / model.dataSize;

const firstRows = ({ model, data }: TrainingTask, count: number): tf.Tensor2D =>
  tf.tensor2d(data.subarray(0, count * model.dataSize), [count, model.dataSize]);

/** The minibatches of an endless training, `between` of them at a time. */
function* chunks(task: TrainingTask): Generator<readonly Uint32Array[], never, undefined> {
  let chunk: Uint32Array[] = [];
  for (let epoch = 1; ; epoch++) {
    const order = streamsOf(task.seed).order(epoch).permutation(rowsOf(task));
    for (let start = 0; start < order.length; start += batchSize) {
      chunk.push(order.subarray(start, start + batchSize));
      if (chunk.length < between) continue;
      yield chunk;
      chunk = [];
    }
  }
}

const sizeOf = (chunk: readonly Uint32Array[]): number =>
  chunk.reduce((sum, rows) => sum + rows.length, 0);

/**
 * Trains a model with an encoder, plain or refined by `refinements` steps of one draw on each image, and
 * reports after every few minibatches: 4 passes per image and 2 per refinement. The caller stops it.
 */
export function* trainWithEncoder(
  task: TrainingTask,
  refinements: number,
): Generator<Progress & { readonly trained: TrainedModel<Vae> }, void, undefined> {
  const { model, data, seed, rng } = task;
  const trainable = { model, objective: elbo(), estimator: pathwise(), optimizer: adam() };
  const steps = eagerSteps(trainable, data, { epochs: 1, batchSize, seed });
  const x = firstRows(task, watched);
  const bound = watchedBound(model, x, rng.fold("watched"));
  let [passes, seconds] = [0, 0];
  try {
    for (const chunk of chunks(task)) {
      const began = performance.now();
      for (const _ of steps.run(chunk));
      seconds += (performance.now() - began) / 1000;
      passes += ((4 + 2 * refinements) * sizeOf(chunk)) / rowsOf(task);
      const parameters = steps.parameters();
      const trained = trainedModel(model, parameters);
      try {
        const own = tf.tidy(() => bound(parameters, model.posterior(parameters, x)));
        yield { passes, seconds, bound: own, trained };
      } finally {
        trained.dispose();
      }
    }
  } finally {
    steps.dispose();
    x.dispose();
  }
}

export interface PerObservationSetting {
  /** Of the moments; the decoder's is that of the other trainings. */
  readonly learningRate: number;
  /** Steps of the moments per visit of an image; the last one moves the decoder too. */
  readonly steps: number;
}

/**
 * Trains a decoder with separate moments for each training image, which keep an Adam of their own, and
 * reports after every few minibatches: 2 passes per image and step. The caller stops it.
 */
export function* trainPerObservation(
  task: TrainingTask,
  { learningRate, steps }: PerObservationSetting,
): Generator<Progress, void, undefined> {
  const { model, data, seed, rng } = task;
  const { dataSize: D, latentSize: K } = model;
  const table = momentsTable(rowsOf(task), K, learningRate);
  const optimizer = adam();
  const all = model.init(streamsOf(seed).parameters);
  const names = Object.keys(all).filter((name) => name.startsWith("decoder."));
  let parameters: Parameters = Object.fromEntries(
    names.map((name) => [name, (all[name] as tf.Tensor).clone()]),
  );
  tf.dispose(all);
  let state = optimizer.init(parameters);
  const x = firstRows(task, watched);
  const bound = watchedBound(model, x, rng.fold("watched"));
  const watchedRows = Uint32Array.from({ length: watched }, (_, n) => n);
  let [passes, seconds, visits] = [0, 0, 0];

  /** One step on a minibatch, of the moments alone or of the decoder too. */
  const step = (rows: Uint32Array, noise: Rng, isJoint: boolean): void => {
    const before = { parameters, slots: state.slots };
    const next = tf.tidy(() => {
      const values = new Float32Array(rows.length * D);
      rows.forEach((n, b) => {
        values.set(data.subarray(n * D, (n + 1) * D), b * D);
      });
      const batch = tf.tensor2d(values, [rows.length, D]);
      const { mean, logVariance } = table.at(rows);
      const draws = noise.normal([1, rows.length, K]);
      const changing = isJoint ? names : [];
      const gradients = tf.grads((m, l, ...weights) => {
        const own = {
          ...parameters,
          ...Object.fromEntries(changing.map((name, i) => [name, weights[i] as tf.Tensor])),
        };
        return elboOfMoments(
          model,
          own,
          batch,
          { mean: m as tf.Tensor, logVariance: l as tf.Tensor },
          draws,
        )
          .sum()
          .neg();
      })([mean, logVariance, ...changing.map((name) => parameters[name] as tf.Tensor)]);
      const [g, h, ...rest] = gradients as [tf.Tensor, tf.Tensor, ...tf.Tensor[]];
      table.step(rows, { mean: g, logVariance: h });
      if (!isJoint) return undefined;
      // The mean over the minibatch, as in the other trainings
      const own = Object.fromEntries(
        changing.map((name, i) => [name, (rest[i] as tf.Tensor).div(rows.length)]),
      );
      return optimizer.update(own, state, parameters);
    });
    if (next === undefined) return;
    ({ parameters, state } = next);
    tf.dispose([before.parameters, before.slots]);
  };

  try {
    for (const chunk of chunks(task)) {
      const began = performance.now();
      for (const rows of chunk) {
        visits++;
        for (let k = 1; k <= steps; k++)
          step(rows, rng.fold("visit", visits, "step", k), k === steps);
      }
      seconds += (performance.now() - began) / 1000;
      passes += (2 * steps * sizeOf(chunk)) / rowsOf(task);
      const own = tf.tidy(() => bound(parameters, table.at(watchedRows)));
      yield { passes, seconds, bound: own };
    }
  } finally {
    tf.dispose([parameters, state.slots, x]);
  }
}
