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
  /** The first weights, the order of the data and all noise follow from it: same seed, same bits. */
  readonly seed: number;
  /** How steps are made; eagerly when not given. */
  readonly steps?: MakeSteps;
  /**
   * Goes on from here. With the data and options of the training that it is of, the events are those
   * which that training would have had: the same bits.
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

/** Steps and epochs count from 1. */
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
      /** Valid until the next event is asked for. */
      readonly trained: TrainedModel<M>;
      /** All that training goes on from, to be asked for before the next event. */
      snapshot(): Snapshot;
    };

/** How long training holds the event loop at most, in milliseconds, give or take what a run of steps takes. */
const turn = 20;

/**
 * Trains on `data`, N rows of the model's data size. One event per step and one after each epoch;
 * leaving the loop early frees everything.
 * @throws TypeError, RangeError, ShapeError for arguments and data that break a rule
 * @throws NonFiniteError when a term of the loss becomes NaN or infinite: it names the term that ran
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
      `a training of ${epochs * perEpoch} steps must go on from an earlier one, got ${step}`,
    );
  const steps = makeSteps(trainable, data, { epochs, batchSize, seed, from });
  const watch = watchTerms();
  let turnBegan = performance.now();
  try {
    for (let epoch = 1 + Math.floor(step / perEpoch); epoch <= epochs; epoch++) {
      const order = streams.order(epoch).permutation(rows);
      const left = order.subarray((step % perEpoch) * batchSize);
      for (const metrics of explained(watch, steps.run(minibatches(left, batchSize)))) {
        step++;
        watch.see(step, metrics);
        yield { kind: "step", step, epoch, metrics };
        if (performance.now() - turnBegan > turn) {
          await tf.nextFrame();
          turnBegan = performance.now();
        }
      }
      const settled = model.refreshStatistics?.(steps.parameters(), data) ?? {};
      const trained = trainedModel(model, { ...steps.parameters(), ...settled });
      tf.dispose(settled);
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

/** The metrics; an error about a term says which one ran away first. */
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

/** `size` rows at a time; the last batch has what is left. */
function* minibatches(order: Uint32Array, size: number): Generator<Uint32Array, void, undefined> {
  for (let start = 0; start < order.length; start += size)
    yield order.subarray(start, start + size);
}
