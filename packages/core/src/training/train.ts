import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { requireRows } from "../models/checked-input.ts";
import type { Model } from "../models/model.ts";
import { type TrainedModel, trainedModel } from "../models/trained-model.ts";
import { type OptionNames, requireOptions } from "../options.ts";
import { streamsOf } from "../random/streams.ts";
import { requireTrainable } from "./checked-trainable.ts";
import { NonFiniteError } from "./non-finite-error.ts";
import { requireSnapshot, type Snapshot } from "./snapshot.ts";
import { eagerSteps, type MakeSteps } from "./steps.ts";
import type { Metrics } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";
import { watchTerms } from "./watch-terms.ts";

/** Options of `fit` and `train`. */
export interface TrainingOptions {
  readonly epochs: number;
  readonly batchSize: number;
  /** Determines the initial weights, the order of the data and all noise: the same seed gives the same bits. */
  readonly seed: number;
  /** How steps are made. Default: eagerly. */
  readonly steps?: MakeSteps;
  /**
   * The state to continue from: a snapshot of this training, or of a shorter one that has finished.
   * With the same data and options, the remaining events are bit for bit those of an uninterrupted
   * training. `initialSnapshot` makes one of a model's parameters alone.
   */
  readonly from?: Snapshot;
}

const trainingOptions: OptionNames<TrainingOptions> = {
  epochs: "required",
  batchSize: "required",
  seed: "required",
  steps: "optional",
  from: "optional",
};

/** An event of a training: one after each step and one after each epoch, both counted from 1. */
export type TrainingEvent<M extends Model = Model> =
  | {
      readonly kind: "step";
      readonly step: number;
      readonly epoch: number;
      readonly metrics: Metrics;
    }
  | {
      readonly kind: "epoch";
      readonly epoch: number;
      /** Valid until the next event. */
      readonly trained: TrainedModel<M>;
      /** The state from which training can continue. Call it before the next event. */
      snapshot(): Snapshot;
    };

/** How long training blocks the event loop, in milliseconds, up to the duration of one run of steps. */
const maxBlockMs = 20;

/**
 * Trains on `data`, N rows of the model's `dataSize`, row-major. Yields one event per step and one after
 * each epoch. Leaving the loop early frees all tensors.
 * @throws TypeError, RangeError, ShapeError for invalid arguments and data
 * @throws NonFiniteError when a term of the loss becomes NaN or infinite; it names the term that ran
 * away first
 */
export async function* train<T extends Trainable>(
  trainable: T,
  data: Float32Array,
  options: TrainingOptions,
): AsyncGenerator<TrainingEvent<T["model"]>, void, undefined> {
  requireTrainable(trainable);
  requireOptions("training", options, trainingOptions);
  const { epochs, batchSize, seed, steps: makeSteps = eagerSteps, from } = options;
  requireCount("epochs", epochs);
  requireCount("batchSize", batchSize);
  const streams = streamsOf(seed);
  const model: T["model"] = trainable.model;
  const rows = requireRows("data", data, model);
  const perEpoch = Math.ceil(rows / batchSize);
  if (from !== undefined) requireSnapshot("from", from);
  let step = from?.step ?? 0;
  if (step >= epochs * perEpoch)
    throw new RangeError(
      `cannot resume: the snapshot is at step ${step} of a ${epochs * perEpoch}-step training; raise epochs to go on`,
    );
  const steps = makeSteps(trainable, data, { epochs, batchSize, seed, from });
  const watch = watchTerms();
  let blockedSince = performance.now();
  try {
    for (let epoch = 1 + Math.floor(step / perEpoch); epoch <= epochs; epoch++) {
      const order = streams.order(epoch).permutation(rows);
      const left = order.subarray((step % perEpoch) * batchSize);
      for (const metrics of explained(watch, steps.run(minibatches(left, batchSize)))) {
        step++;
        watch.see(step, metrics);
        yield { kind: "step", step, epoch, metrics };
        if (performance.now() - blockedSince > maxBlockMs) {
          await tf.nextFrame();
          blockedSince = performance.now();
        }
      }
      const statistics = model.refreshStatistics?.(steps.parameters(), data) ?? {};
      const trained = trainedModel(model, { ...steps.parameters(), ...statistics });
      tf.dispose(statistics);
      try {
        yield { kind: "epoch", epoch, trained, snapshot: steps.snapshot };
      } finally {
        trained.dispose();
      }
    }
  } finally {
    steps.dispose();
  }
}

/** The metrics; a NonFiniteError is replaced by one that names the term that ran away first. */
function* explained(
  watch: ReturnType<typeof watchTerms>,
  metrics: Iterable<Metrics>,
): Generator<Metrics, void, undefined> {
  try {
    yield* metrics;
  } catch (error) {
    throw error instanceof NonFiniteError ? watch.explained(error) : error;
  }
}

/** `size` rows at a time; the last minibatch may have fewer. */
function* minibatches(order: Uint32Array, size: number): Generator<Uint32Array, void, undefined> {
  for (let start = 0; start < order.length; start += size)
    yield order.subarray(start, start + size);
}
