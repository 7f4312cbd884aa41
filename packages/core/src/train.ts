import * as tf from "@tensorflow/tfjs";
import { requireCount } from "./arguments.ts";
import { lossOf } from "./loss.ts";
import type { Model } from "./models/model.ts";
import { type PhiloxRng, rng } from "./random.ts";
import { rowsOf } from "./shapes.ts";
import { type Batch, type Measures, type TrainingState, trainStep } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";
import { type Trained, trainedWith } from "./trained.ts";

export interface TrainingOptions {
  readonly epochs: number;
  readonly batchSize: number;
  /** The first weights, the order of the data and all noise follow from it: same seed, same bits. */
  readonly seed: number;
}

/** Steps and epochs count from 1. */
export type TrainingEvent<M extends Model = Model> =
  | {
      readonly kind: "step";
      readonly step: number;
      readonly epoch: number;
      readonly measures: Measures;
    }
  | {
      readonly kind: "epoch";
      readonly epoch: number;
      /** Valid until the next event is asked for. */
      readonly trained: Trained<M>;
    };

/** How long training holds the event loop at most, in milliseconds, give or take a step. */
const turn = 20;

/**
 * Trains on `data`, N rows of the model's data size. One event per step and one after each epoch;
 * leaving the loop early frees everything.
 * @throws RangeError, ShapeError for arguments and data that break a rule
 * @throws NonFiniteError when a term of the loss becomes NaN or infinite
 */
export async function* train<T extends Trainable>(
  trainable: T,
  data: Float32Array,
  { epochs, batchSize, seed }: TrainingOptions,
): AsyncGenerator<TrainingEvent<T["model"]>, void, undefined> {
  requireCount("epochs", epochs);
  requireCount("batchSize", batchSize);
  const streams = rng(seed);
  const model: T["model"] = trainable.model;
  model.likelihood.requireData("data", data);
  const batches = minibatches(data, model.dataSize, batchSize);
  const loss = lossOf(trainable);
  let state = initialState(trainable, streams.fold("parameters"));
  let step = 0;
  let turnBegan = performance.now();
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const batch of batches(streams.fold("order", epoch))) {
        step++;
        const noise = streams.fold("noise", step);
        const next = trainStep(loss, trainable.optimizer, state, batch, noise);
        disposeState(state);
        state = next.state;
        yield { kind: "step", step, epoch, measures: next.measures };
        if (performance.now() - turnBegan > turn) {
          await tf.nextFrame();
          turnBegan = performance.now();
        }
      }
      const trained = trainedWith(model, state.parameters);
      try {
        yield { kind: "epoch", epoch, trained };
      } finally {
        trained.dispose();
      }
    }
  } finally {
    disposeState(state);
  }
}

const initialState = ({ model, optimizer }: Trainable, stream: PhiloxRng): TrainingState =>
  tf.tidy(() => {
    const parameters = model.init(stream);
    return { parameters, optimizerState: optimizer.init(parameters) };
  });

const disposeState = ({ parameters, optimizerState }: TrainingState): void => {
  tf.dispose(parameters);
  tf.dispose(optimizerState.slots);
};

/**
 * The rows in the order that a stream gives, `size` at a time; the last batch has what is left. All
 * batches share one buffer: each is valid until the next.
 */
const minibatches = (data: Float32Array, width: number, size: number) => {
  const rows = rowsOf("data", data, width);
  const buffer = new Float32Array(Math.min(size, rows) * width);
  return function* (stream: PhiloxRng): Generator<Batch, void, undefined> {
    const order = stream.permutation(rows);
    for (let start = 0; start < rows; start += size) {
      const picked = order.subarray(start, start + size);
      picked.forEach((row, i) => {
        buffer.set(data.subarray(row * width, (row + 1) * width), i * width);
      });
      yield { values: buffer.subarray(0, picked.length * width), size: picked.length };
    }
  };
};
