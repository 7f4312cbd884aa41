import * as tf from "@tensorflow/tfjs";
import type { Trainable } from "@vae-lab/core";
import { type Parameters, trainableNames } from "@vae-lab/core/networks";
import { streamsOf } from "@vae-lab/core/random";
import { lossOf, parameterisedOf, type StepsOptions, schedulesOf } from "@vae-lab/core/training";
import {
  compileTrainingStep,
  fedInput,
  type Precision,
  rowInput,
  type TrainingStep,
} from "tfjs-jit";
import { beginning, stateFrom } from "./compiled-snapshot.ts";
import type { DataTensors } from "./data-tensors.ts";
import { graphGradients, graphOptimizer } from "./graph-optimizer.ts";
import { type TracedNoise, tracedNoise } from "./traced-noise.ts";

/** The steps of a training as one TensorFlow graph, which holds data and parameters. */
export interface CompiledGraph {
  readonly training: TrainingStep<string>;
  readonly noise: TracedNoise;
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** The number of numbers in its parameters. */
  readonly numbers: number;
  dispose(): void;
}

/** The names of the parameters that some steps train. */
export const trainedNames = (
  trainable: Trainable,
  { isTrainable }: Pick<StepsOptions, "isTrainable">,
): string[] =>
  trainableNames(parameterisedOf(trainable)).filter((name) => isTrainable?.(name) ?? true);

/**
 * Compiles the steps of a training, which begins with initial parameters or with a snapshot. The graph
 * owns the tensors of the data.
 * @throws UntraceableError if the loss or the optimizer cannot be compiled
 */
export const compileGraph = (
  trainable: Trainable,
  { images, rowNumbers, release }: DataTensors,
  options: StepsOptions,
  precision?: Precision,
): CompiledGraph => {
  const whole = parameterisedOf(trainable);
  const scheduledInputs = Object.fromEntries(
    Object.keys(schedulesOf(trainable)).map((name) => [name, fedInput([])]),
  );
  const trained = trainedNames(trainable, options);
  const noise = tracedNoise();
  const loss = lossOf(trainable);
  return orElse(release, () => {
    const optimizer = graphOptimizer(trainable.optimizer);
    const gradients = graphGradients(trainable.optimizer);
    const begin = options.from && stateFrom(options.from, whole, optimizer.slots);
    const { parameters } = streamsOf(options.seed);
    const variables = variablesOf(beginning(options.from, whole, parameters));
    const which = (names: readonly string[]) =>
      Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
    const free = () => tf.dispose(variables);
    const training = orElse(free, () =>
      compileTrainingStep({
        variables: which(trained),
        nonTrainable: which(whole.nonTrainable ?? []),
        inputs: { x: rowInput(images), rows: rowInput(rowNumbers), ...scheduledInputs },
        batchSize: sizesOf(images.shape[0], options.batchSize),
        ...{ optimizer, precision },
        ...(gradients && { gradients }),
        loss: ({ x, rows, ...scheduled }, draw) => {
          const minibatch = { x, rows, scheduled };
          const { loss: total, next = {}, ...parts } = loss(variables, minibatch, noise.from(draw));
          return { loss: total, parts: parts as Record<string, tf.Tensor>, next };
        },
      }),
    );
    if (begin !== undefined) training.write(begin);
    return {
      ...{ training, noise, variables },
      numbers: Object.values(variables).reduce((sum, { size }) => sum + size, 0),
      dispose: () => {
        training.dispose();
        free();
        release();
      },
    };
  });
};

/** Begins another training of the same kind on a graph: initial parameters or a snapshot. */
export const restart = (
  { training, variables }: CompiledGraph,
  trainable: Trainable,
  { from, seed }: StepsOptions,
): void => {
  const whole = parameterisedOf(trainable);
  const { slots } = graphOptimizer(trainable.optimizer);
  const begin = from && stateFrom(from, whole, slots);
  const initial = beginning(from, whole, streamsOf(seed).parameters);
  try {
    for (const [name, value] of Object.entries(initial)) variables[name]?.assign(value);
    training.write(begin ?? firstState(initial, slots));
  } finally {
    tf.dispose(initial);
  }
};

/** The state before the first step: all slots of optimizers begin with 0. */
const firstState = (initial: Parameters, slots: readonly string[]) => {
  const valuesOf = (of: (p: tf.Tensor) => Float32Array) =>
    Object.fromEntries(Object.entries(initial).map(([name, p]) => [name, of(p)]));
  return {
    steps: 0,
    variables: valuesOf((p) => p.dataSync<"float32">()),
    slots: Object.fromEntries(
      slots.map((slot) => [slot, valuesOf(({ size }) => new Float32Array(size))]),
    ),
  };
};

const variablesOf = (parameters: Parameters): Record<string, tf.Variable> => {
  const variables = Object.entries(parameters).map(([name, p]) => [name, tf.variable(p)]);
  tf.dispose(parameters);
  return Object.fromEntries(variables);
};

const orElse = <T>(clean: () => void, attempt: () => T): T => {
  try {
    return attempt();
  } catch (error) {
    clean();
    throw error;
  }
};

/** Sizes of an epoch's minibatches: full ones, then the rest. */
const sizesOf = (rows: number, batchSize: number): number[] =>
  [Math.min(batchSize, rows), rows % batchSize].filter(
    (size, i, all) => size > 0 && all.indexOf(size) === i,
  );
