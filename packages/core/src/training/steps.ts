import * as tf from "@tensorflow/tfjs";
import { mapped, type Parameters, pick, trainableNames } from "../networks/parameters.ts";
import { learningRateAt } from "../optimizers/learning-rate.ts";
import { streamsOf } from "../random/streams.ts";
import { valuesAt } from "../schedules/schedule.ts";
import { lossOf } from "./loss.ts";
import { requireSnapshotOf, type Snapshot, snapshotOf, toTrainingState } from "./snapshot.ts";
import { type Batch, type Metrics, type TrainingState, trainStep } from "./train-step.ts";
import { parameterisedOf, schedulesOf, type Trainable } from "./trainable.ts";

/** A training that advances step by step. It owns the parameters; its creator disposes it. */
export interface Steps {
  /**
   * Makes one step per minibatch, given as row indices, and yields the metrics of each step.
   * @throws NonFiniteError at a step with a term that is not finite
   */
  run(minibatches: Iterable<Uint32Array>): Iterable<Metrics>;
  /** The parameters after the last step yielded; valid until the next step. */
  parameters(): Parameters;
  /** Replaces parameters that these steps do not train. The caller keeps the tensors passed. */
  replaceParameters(parameters: Parameters): void;
  /** The state after the last run, from which training can continue. */
  snapshot(): Snapshot;
  /** Frees the parameters and the optimizer's state. Further calls have no effect. */
  dispose(): void;
}

/** Options of `MakeSteps`. */
export interface StepsOptions {
  readonly epochs: number;
  /** Rows per minibatch; the last one of an epoch may have fewer. */
  readonly batchSize: number;
  /** The seed of `streamsOf`, from which parameters and noise are sampled. */
  readonly seed: number;
  /** The state to continue from. Default: initial parameters. */
  readonly from?: Snapshot | undefined;
  /** Whether to train the parameter with this name. Default: all. */
  readonly isTrainable?: ((name: string) => boolean) | undefined;
}

/** The number of steps of a whole training on N rows. */
export const totalStepsOf = (rows: number, { epochs, batchSize }: StepsOptions): number =>
  epochs * Math.ceil(rows / batchSize);

/** A way to make steps, eager or compiled. All ways give the same numbers up to rounding. */
export type MakeSteps = (trainable: Trainable, data: Float32Array, options: StepsOptions) => Steps;

/** Runs each op in turn on any TensorFlow.js backend: the reference for compiled steps. */
export const eagerSteps: MakeSteps = (trainable, data, options) => {
  const { model, optimizer } = trainable;
  const streams = streamsOf(options.seed);
  const loss = lossOf(trainable);
  const whole = parameterisedOf(trainable);
  const trained = trainableNames(whole).filter((name) => options.isTrainable?.(name) ?? true);
  const schedules = schedulesOf(trainable);
  const totalSteps = totalStepsOf(data.length / model.dataSize, options);
  const batchOf = rowPicker(data, model.dataSize, options.batchSize);
  let state = tf.tidy((): TrainingState => {
    const parameters = whole.init(streams.parameters);
    const optimizerState = optimizer.init(pick(parameters, trained));
    if (options.from === undefined) return { parameters, optimizerState };
    requireSnapshotOf(options.from, whole, Object.keys(optimizerState.slots));
    return toTrainingState(options.from);
  });
  return {
    run: function* (minibatches) {
      for (const rows of minibatches) {
        const step = state.optimizerState.step + 1;
        const batch = {
          ...batchOf(rows),
          scheduled: valuesAt(schedules, step, totalSteps),
          learningRate: learningRateAt(optimizer, step, totalSteps),
        };
        const next = trainStep(loss, optimizer, state, batch, streams.noise(step), trained);
        disposeState(state);
        state = next.state;
        yield next.metrics;
      }
    },
    parameters: () => state.parameters,
    replaceParameters: (others) => {
      const { parameters, optimizerState } = state;
      const replaced = mapped(parameters, (name, p) => (others[name] ?? p).clone());
      tf.dispose(parameters);
      state = { parameters: replaced, optimizerState };
    },
    snapshot: () => snapshotOf(state),
    dispose: () => disposeState(state),
  };
};

const disposeState = ({ parameters, optimizerState }: TrainingState): void => {
  tf.dispose(parameters);
  tf.dispose(optimizerState.slots);
};

/** Copies rows into one buffer that all batches share: each batch is valid until the next. */
const rowPicker = (data: Float32Array, width: number, batchSize: number) => {
  const buffer = new Float32Array(Math.min(batchSize * width, data.length));
  return (rows: Uint32Array): Batch => {
    rows.forEach((row, i) => {
      buffer.set(data.subarray(row * width, (row + 1) * width), i * width);
    });
    return { values: buffer.subarray(0, rows.length * width), size: rows.length, rows };
  };
};
