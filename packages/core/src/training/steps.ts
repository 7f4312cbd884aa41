import * as tf from "@tensorflow/tfjs";
import { mapped, type Parameters, pick, trainableNames } from "../networks/parameters.ts";
import { streamsOf } from "../random/streams.ts";
import { valuesAt } from "../schedules/schedule.ts";
import { lossOf } from "./loss.ts";
import { requireSnapshotOf, type Snapshot, snapshotOf, toTrainingState } from "./snapshot.ts";
import { type Batch, type Metrics, type TrainingState, trainStep } from "./train-step.ts";
import { parameterisedOf, schedulesOf, type Trainable } from "./trainable.ts";

/** Where training goes on step by step. It holds the parameters; whoever made it disposes it. */
export interface Steps {
  /**
   * Makes a step with each minibatch, the numbers of its rows, and tells its measures in turn.
   * @throws NonFiniteError in the turn of the step that has a term which is not finite
   */
  run(minibatches: Iterable<Uint32Array>): Iterable<Metrics>;
  /** After the steps told so far; valid until the next one. */
  parameters(): Parameters;
  /** Puts others in the place of parameters that these steps do not change; they remain the caller's. */
  replaceParameters(parameters: Parameters): void;
  /** All that training goes on from after the last run. */
  snapshot(): Snapshot;
  /** Again, it does nothing. */
  dispose(): void;
}

/** How steps are made, for a `MakeSteps`. */
export interface StepsOptions {
  readonly epochs: number;
  /** Minibatches have this many rows, the last of an epoch what is left. */
  readonly batchSize: number;
  /** Of `streamsOf`, from which parameters and noise are drawn. */
  readonly seed: number;
  /** Goes on from here; begins anew when not given. */
  readonly from?: Snapshot | undefined;
  /** Whether the parameter of this name is changed; all are when not given. */
  readonly isTrainable?: ((name: string) => boolean) | undefined;
}

/** The steps of a whole training on N rows. */
export const totalStepsOf = (rows: number, { epochs, batchSize }: StepsOptions): number =>
  epochs * Math.ceil(rows / batchSize);

/** A way to make steps: whichever it is, the numbers are the same up to rounding. */
export type MakeSteps = (trainable: Trainable, data: Float32Array, options: StepsOptions) => Steps;

/** One op after the other, wherever TensorFlow.js runs: the reference for all other ways. */
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
        const batch = { ...batchOf(rows), scheduled: valuesAt(schedules, step, totalSteps) };
        const next = trainStep(loss, optimizer, state, batch, streams.noise(step), trained);
        disposeState(state);
        state = next.state;
        yield next.measures;
      }
    },
    parameters: () => state.parameters,
    replaceParameters: (others) => {
      const { parameters, optimizerState } = state;
      const taken = mapped(parameters, (name, p) => (others[name] ?? p).clone());
      tf.dispose(parameters);
      state = { parameters: taken, optimizerState };
    },
    snapshot: () => snapshotOf(state),
    dispose: () => disposeState(state),
  };
};

const disposeState = ({ parameters, optimizerState }: TrainingState): void => {
  tf.dispose(parameters);
  tf.dispose(optimizerState.slots);
};

/** All batches share one buffer: each is valid until the next. */
const rowPicker = (data: Float32Array, width: number, batchSize: number) => {
  const buffer = new Float32Array(Math.min(batchSize * width, data.length));
  return (rows: Uint32Array): Batch => {
    rows.forEach((row, i) => {
      buffer.set(data.subarray(row * width, (row + 1) * width), i * width);
    });
    return { values: buffer.subarray(0, rows.length * width), size: rows.length, rows };
  };
};
