import * as tf from "@tensorflow/tfjs";
import type { Model, Trainable } from "@vae-lab/core";
import { trainableNames } from "@vae-lab/core/networks";
import { learningRateAt } from "@vae-lab/core/optimizers";
import { streamsOf } from "@vae-lab/core/random";
import { valuesAt } from "@vae-lab/core/schedules";
import {
  lossOf,
  metricsOf,
  parameterisedOf,
  type Steps,
  type StepsOptions,
  schedulesOf,
  totalStepsOf,
} from "@vae-lab/core/training";
import {
  compileTrainingStep,
  fedInput,
  rowInput,
  type StepReports,
  type TrainingStep,
} from "tfjs-jit";
import { beginning, readSnapshot, stateFrom } from "./compiled-snapshot.ts";
import { graphGradients, graphOptimizer } from "./graph-optimizer.ts";
import { tracedNoise } from "./traced-noise.ts";

/** Steps per TensorFlow call. More are hardly faster and delay other work. */
const stepsPerCall = 16;

export interface CompiledSteps extends Steps {
  /** The graph that executes the steps. */
  readonly training: TrainingStep<string>;
}

/**
 * Executes steps as one TensorFlow graph of the loss, its gradients and the optimizer, which holds data
 * and parameters. It runs a few steps ahead of those reported. Only for the native backend.
 * @throws UntraceableError if the loss or the optimizer cannot be compiled
 */
export const compiledSteps = (
  trainable: Trainable,
  data: Float32Array,
  options: StepsOptions,
): CompiledSteps => {
  const { model } = trainable;
  const streams = streamsOf(options.seed);
  const schedules = schedulesOf(trainable);
  const scheduledInputs = Object.fromEntries(
    Object.keys(schedules).map((name) => [name, fedInput([])]),
  );
  const whole = parameterisedOf(trainable);
  const trained = trainableNames(whole).filter((name) => options.isTrainable?.(name) ?? true);
  const noise = tracedNoise();
  const loss = lossOf(trainable);
  const rows = data.length / model.dataSize;
  const totalSteps = totalStepsOf(rows, options);
  const optimizer = graphOptimizer(trainable.optimizer);
  const gradients = graphGradients(trainable.optimizer);
  const begin = options.from && stateFrom(options.from, whole, optimizer.slots);
  const images = tf.tensor2d(data, [rows, model.dataSize]);
  const rowNumbers = tf.range(0, rows, 1, "int32");
  const variables = variablesOf(beginning(options.from, whole, streams.parameters));
  const which = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
  const free = () => tf.dispose([images, rowNumbers, variables]);
  const training = orElse(free, () =>
    compileTrainingStep({
      variables: which(trained),
      nonTrainable: which(whole.nonTrainable ?? []),
      inputs: { x: rowInput(images), rows: rowInput(rowNumbers), ...scheduledInputs },
      batchSize: sizesOf(rows, options.batchSize),
      optimizer,
      ...(gradients && { gradients }),
      loss: ({ x, rows, ...scheduled }, draw) => {
        const minibatch = { x, rows, scheduled };
        const { loss: total, next = {}, ...parts } = loss(variables, minibatch, noise.from(draw));
        return { loss: total, parts: parts as Record<string, tf.Tensor>, next };
      },
    }),
  );
  if (begin !== undefined) training.write(begin);
  let made = begin?.steps ?? 0;
  return {
    training,
    run: function* (minibatches) {
      for (const some of inGroups(minibatches, stepsPerCall)) {
        const before = made;
        made += some.length;
        const reports = training.run(
          some.map((indices, i) => {
            const step = before + i + 1;
            const learningRate = learningRateAt(trainable.optimizer, step, totalSteps);
            return {
              indices,
              seeds: noise.seeds(streams.noise(step)),
              fed: valuesAt(schedules, step, totalSteps),
              ...(learningRate !== undefined && { learningRate }),
            };
          }),
        );
        for (const i of some.keys()) yield metricsOf(termsAt(reports, i), before + i + 1);
      }
    },
    parameters: () => {
      training.sync();
      return variables;
    },
    replaceParameters: (parameters) => {
      for (const [name, p] of Object.entries(parameters)) variables[name]?.assign(p);
    },
    snapshot: () => readSnapshot(training, whole, variables),
    dispose: () => {
      training.dispose();
      free();
    },
  };
};

const variablesOf = (parameters: ReturnType<Model["init"]>): Record<string, tf.Variable> => {
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

function* inGroups<T>(items: Iterable<T>, size: number): Generator<T[], void, undefined> {
  let group: T[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

const termsAt = ({ loss, parts }: StepReports<string>, i: number): Record<string, number> =>
  Object.fromEntries(
    Object.entries({ ...parts, loss }).map(([name, values]) => [name, values[i] ?? Number.NaN]),
  );
