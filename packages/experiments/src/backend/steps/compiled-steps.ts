import type { Trainable } from "@vae-lab/core";
import { learningRateAt } from "@vae-lab/core/optimizers";
import { streamsOf } from "@vae-lab/core/random";
import { valuesAt } from "@vae-lab/core/schedules";
import {
  metricsOf,
  parameterisedOf,
  type Steps,
  type StepsOptions,
  schedulesOf,
  totalStepsOf,
} from "@vae-lab/core/training";
import type { Precision, StepReports, TrainingStep } from "tfjs-jit";
import { type CompiledGraph, compileGraph, restart, trainedNames } from "./compiled-graph.ts";
import { readSnapshot } from "./compiled-snapshot.ts";
import { sharedTensors } from "./data-tensors.ts";
import type { KeptGraphs } from "./kept-graphs.ts";

/** Steps per TensorFlow call. More are hardly faster and delay other work. */
const stepsPerCall = 16;

export interface CompiledSteps extends Steps {
  /** The graph that executes the steps. */
  readonly training: TrainingStep<string>;
}

/** Where the graphs of trainings are kept, and the kind of this one: equal in all but seeds. */
export interface Kept {
  readonly graphs: KeptGraphs;
  readonly kind: string;
}

/** How steps are compiled. */
export interface Compilation {
  /** Default: float32. */
  readonly precision?: Precision | undefined;
  /** Default: graphs are not kept. */
  readonly kept?: Kept | undefined;
}

/**
 * Executes steps as one TensorFlow graph of the loss, its gradients and the optimizer, which holds data
 * and parameters. It runs a few steps ahead of those reported. With `kept`, the graph of an earlier
 * training of the same kind is used again, which gives the same bits. Only for the native backend.
 * @throws UntraceableError if the loss or the optimizer cannot be compiled
 */
export const compiledSteps = (
  trainable: Trainable,
  data: Float32Array,
  options: StepsOptions,
  compilation: Compilation = {},
): CompiledSteps => {
  const streams = streamsOf(options.seed);
  const schedules = schedulesOf(trainable);
  const whole = parameterisedOf(trainable);
  const totalSteps = totalStepsOf(data.length / trainable.model.dataSize, options);
  const { graph, free } = graphFor(trainable, data, options, compilation);
  const { training, noise, variables } = graph;
  let made = options.from?.step ?? 0;
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
    dispose: free,
  };
};

/** A graph that was kept, or a new one; and what is done with it after the training. */
const graphFor = (
  trainable: Trainable,
  data: Float32Array,
  options: StepsOptions,
  { precision, kept }: Compilation,
): { readonly graph: CompiledGraph; readonly free: () => void } => {
  const { dataSize } = trainable.model;
  if (kept === undefined) {
    const graph = compileGraph(trainable, sharedTensors()(data, dataSize), options, precision);
    return { graph, free: graph.dispose };
  }
  const { graphs } = kept;
  const kind = JSON.stringify([kept.kind, trainedNames(trainable, options), precision]);
  const found = graphs.take(kind, data);
  try {
    if (found) restart(found, trainable, options);
  } catch (error) {
    found?.dispose();
    throw error;
  }
  const graph =
    found ?? compileGraph(trainable, graphs.tensorsOf(data, dataSize), options, precision);
  let isFree = false;
  return {
    graph,
    free: () => {
      if (!isFree) graphs.keep(kind, data, graph);
      isFree = true;
    },
  };
};

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
