import * as tf from "@tensorflow/tfjs";
import { captures } from "./captures.ts";
import {
  requireBatchSizes,
  requireInputs,
  requireOptimizer,
  requireVariable,
} from "./checked-options.ts";
import { reportsOf } from "./feed-names.ts";
import { handleOf, nativeBackend, type TensorMetadata } from "./native.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { openSession, type Session } from "./session.ts";
import { batchSizeOf, columnsOf, rowsFeeds } from "./step-feeds.ts";
import type { Batch, StepInputs } from "./step-inputs.ts";
import { type Loss, type TracedStep, traceStep } from "./traced-step.ts";
import { type TrainedVariable, trainingGraph } from "./training-graph.ts";
import {
  type Place,
  placesOf,
  readState,
  readVariables,
  release,
  type TrainingState,
  type WritableState,
  writeState,
  writeVariables,
} from "./training-state.ts";
import { withTensors } from "./with-tensors.ts";

export interface TrainingStepOptions<I extends StepInputs, P extends string> {
  /** What is trained: float32 variables, by name, or under their own names. */
  readonly variables: readonly tf.Variable[] | Readonly<Record<string, tf.Variable>>;
  /** What no gradient changes: each step leaves in them what the loss returns as `next`. */
  readonly kept?: Readonly<Record<string, tf.Variable>>;
  readonly inputs: I;
  readonly loss: Loss<I, P>;
  readonly optimizer: Optimizer;
  /** Compiled at once for batches of these sizes; for others when they are first seen. */
  readonly batchSize?: number | readonly number[];
}

export interface TrainingStep<P extends string> {
  /**
   * Makes one step for each batch, in one call of TensorFlow for as long as their sizes agree.
   * Makes none where a batch is wrong. Of no batches the reports are empty, and name the parts if
   * a batch size has been compiled.
   */
  run(batches: readonly Batch[]): Reports<P>;
  /** Gives the tf.Variables the values they have been trained to. */
  sync(): void;
  read(): TrainingState;
  write(state: WritableState): void;
  /** Frees the graph and its variables; the tf.Variables stay as they are. */
  dispose(): void;
}

/** One value for each step, from before its update. */
export interface Reports<P extends string> {
  readonly loss: Float32Array;
  readonly parts: Readonly<Record<P, Float32Array>>;
}

/**
 * Compiles the loss, its gradients and the optimiser's update of the variables into one TensorFlow
 * graph, in which the variables live from now on. Throws UntraceableError, here or where a batch
 * size is first seen, if the loss cannot be compiled.
 */
export function compileTrainingStep<I extends StepInputs, P extends string = never>(
  options: TrainingStepOptions<I, P>,
): TrainingStep<P> {
  const { inputs, loss, optimizer } = options;
  const batchSizes = [options.batchSize ?? []].flat();
  requireOptimizer(optimizer);
  requireInputs(inputs);
  requireBatchSizes(batchSizes, inputs);
  const { variables, gradientsOf, kept } = sessionVariables(options);
  const places = placesOf(variables, optimizer.slots);
  const names = places.map(({ name }) => name);
  const around = captures();
  const traced = new Map<number, TracedStep>();

  const openWith = (steps: Iterable<TracedStep>, handles: readonly number[]): Session => {
    const trained = [...variables.values()];
    const training = { variables: trained, optimizer, steps: [...steps], captures: around };
    const opened = openSession(trainingGraph(training));
    try {
      writeVariables(opened, names, handles);
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  };
  const traceFor = (batchSize: number): TracedStep => {
    return traceStep(gradientsOf, kept, inputs, loss, batchSize);
  };
  /** The step for this size of batch; the session moves into a new graph if it has none yet. */
  const stepFor = (batchSize: number): TracedStep => {
    const known = traced.get(batchSize);
    if (known !== undefined) return known;
    const step = traceFor(batchSize);
    const state = readVariables(session, names);
    try {
      const handles = state.map(({ id }) => id);
      const next = openWith([...traced.values(), step], handles);
      session.close();
      session = next;
    } finally {
      release(state);
    }
    traced.set(batchSize, step);
    return step;
  };

  let steps = 0;
  for (const size of batchSizes) traced.set(size, traceFor(size));
  const initial = initialTensors(variables, places);
  let session: Session;
  try {
    session = openWith(traced.values(), initial.map(handleOf));
  } catch (error) {
    around.release();
    throw error;
  } finally {
    tf.dispose(initial.filter((tensor) => !(tensor instanceof tf.Variable)));
  }
  return {
    run: (batches) => {
      const rows = rowsFeeds(inputs);
      // All is checked and compiled before any step is made
      const calls = groupsOfOneSize(batches, inputs).map(({ start, batchSize, group }) => {
        const { parts, streams } = stepFor(batchSize);
        const columns = columnsOf(group, steps + start + 1, { inputs, streams, optimizer });
        return { start, batchSize, parts, columns, length: group.length };
      });
      const given = [...around.feeds(), ...rows];
      const [known] = traced.values();
      const reports = emptyReports(batches.length, calls.length > 0 ? [] : known?.parts);
      for (const { start, batchSize, parts, columns, length } of calls) {
        withTensors(columns, (made) => {
          const feeds = new Map([...given, ...made]);
          fill(reports, start, parts, session.run(feeds, [reportsOf(batchSize)]));
        });
        steps += length;
      }
      return reports as Reports<P>;
    },
    sync: () =>
      tf.tidy(() => {
        const own = [...variables.values()];
        const tensors = readVariables(
          session,
          own.map(({ name }) => name),
        );
        for (const [index, metadata] of tensors.entries()) {
          own[index]?.variable.assign(nativeBackend().createOutputTensor(metadata));
        }
      }),
    read: () => readState(session, places, steps),
    write: (state) => {
      writeState(session, places, state);
      steps = state.steps;
    },
    dispose: () => {
      session.close();
      around.release();
    },
  };
}

/** All that lives in the session, what of it is trained, and what is kept. */
function sessionVariables<I extends StepInputs, P extends string>({
  variables: given,
  kept = {},
  optimizer,
}: TrainingStepOptions<I, P>) {
  const trained: [string, tf.Variable][] = Array.isArray(given)
    ? given.map((variable: tf.Variable, index) => [variable.name ?? `${index}`, variable])
    : Object.entries(given);
  if (trained.length === 0) throw new Error("a training step needs at least one variable");
  const entries = [...trained, ...Object.entries(kept)];
  for (const [key, variable] of entries) requireVariable(key, variable);
  const twice = entries.find(([key, variable], i) =>
    entries.some((e, j) => j < i && (e[0] === key || e[1] === variable)),
  );
  if (twice !== undefined)
    throw new Error(`each variable must be given once, "${twice[0]}" is twice`);
  const variables = new Map(
    entries.map(([key, variable], index): [string, TrainedVariable] => {
      const name = `trained_${index}`;
      const slots = index < trained.length ? optimizer.slots : [];
      return [key, { variable, name, slots: slots.map((slot) => `${name}/${slot}`) }];
    }),
  );
  const gradientsOf = trained.map(([, variable]) => variable);
  return { variables, gradientsOf, kept: new Map(Object.entries(kept)) };
}

/** The variables as they are, and zeros for their slots. */
function initialTensors(
  variables: ReadonlyMap<string, TrainedVariable>,
  places: readonly Place[],
): tf.Tensor[] {
  return places.map(({ slot, key, shape }) => {
    const variable = slot === undefined ? variables.get(key)?.variable : undefined;
    return variable ?? tf.zeros([...shape]);
  });
}

/** Runs of batches that one call of the session can make. */
function groupsOfOneSize(batches: readonly Batch[], inputs: StepInputs) {
  const groups: { start: number; batchSize: number; group: Batch[] }[] = [];
  for (const [start, batch] of batches.entries()) {
    const batchSize = batchSizeOf(batch, inputs);
    const last = groups.at(-1);
    if (last?.batchSize === batchSize) last.group.push(batch);
    else groups.push({ start, batchSize, group: [batch] });
  }
  return groups;
}

interface AnyReports {
  readonly loss: Float32Array;
  readonly parts: Record<string, Float32Array>;
}

function emptyReports(steps: number, names: readonly string[] = []): AnyReports {
  const parts = names.map((name) => [name, new Float32Array(steps)]);
  return { loss: new Float32Array(steps), parts: Object.fromEntries(parts) };
}

/** Takes over what the session returned: rows of the loss and its parts. */
function fill(
  { loss, parts }: AnyReports,
  start: number,
  names: readonly string[],
  tensors: readonly TensorMetadata[],
) {
  const { binding } = nativeBackend();
  for (const { id } of tensors) {
    const table = binding.tensorDataSync(id);
    binding.deleteTensor(id);
    const width = 1 + names.length;
    const columns = [loss, ...names.map((name) => partOf(parts, name, loss.length))];
    for (const [column, target] of columns.entries()) {
      for (let row = 0; row * width < table.length; row++) {
        target[start + row] = table[row * width + column] ?? Number.NaN;
      }
    }
  }
}

function partOf(parts: Record<string, Float32Array>, name: string, length: number): Float32Array {
  const part = parts[name] ?? new Float32Array(length);
  parts[name] = part;
  return part;
}
