import * as tf from "@tensorflow/tfjs";
import { captures } from "./captures.ts";
import {
  requireBatchSizes,
  requireGradients,
  requireInputs,
  requireOptimizer,
  requirePrecision,
  requireVariable,
} from "./checked-options.ts";
import { reportsNode } from "./feed-names.ts";
import { withTensors } from "./feeds.ts";
import { handleOf, nativeBackend, type TensorMetadata } from "./native.ts";
import type { GraphOptimizer } from "./optimizers/graph-optimizer.ts";
import { openSession, type Session } from "./session.ts";
import { batchSizeOf, feedsOf, rowsFeeds } from "./step-feeds.ts";
import type { StepBatch, StepInputs } from "./step-inputs.ts";
import {
  readState,
  readVariables,
  release,
  type StateEntry,
  type StepState,
  stateEntries,
  type WritableStepState,
  writeState,
  writeVariables,
} from "./step-state.ts";
import {
  type Gradients,
  type GraphLoss,
  type Precision,
  type TracedStep,
  traceStep,
} from "./traced-step.ts";
import { type SessionVariable, trainingGraph } from "./training-graph.ts";

/** Options of `compileTrainingStep`. */
export interface TrainingStepOptions<I extends StepInputs, P extends string> {
  /** The float32 variables to train, by name; in an array they go by their own names. */
  readonly variables: readonly tf.Variable[] | Readonly<Record<string, tf.Variable>>;
  /** Variables without gradients, to which each step assigns what the loss returns as `next`. */
  readonly nonTrainable?: Readonly<Record<string, tf.Variable>>;
  /** The inputs of the loss, by name, made by `rowInput` and `fedInput`. */
  readonly inputs: I;
  /** The loss to minimise; see `GraphLoss`. */
  readonly loss: GraphLoss<I, P>;
  readonly optimizer: GraphOptimizer;
  /**
   * Changes the gradients before the optimizer uses them: takes and returns one for each variable,
   * by name. It is traced with the loss. Clip gradients here.
   */
  readonly gradients?: (gradients: Gradients) => Gradients;
  /**
   * "bfloat16" rounds the elements of dense products, forward and in gradients, to bfloat16 and adds in
   * float32. Variables, convolutions and everything else stay float32. Default: "float32".
   */
  readonly precision?: Precision | undefined;
  /** Batch sizes to compile now; others are compiled when a batch first has them. */
  readonly batchSize?: number | readonly number[];
}

/** A compiled training step, made by `compileTrainingStep`. */
export interface TrainingStep<P extends string> {
  /**
   * Makes one step for each batch; consecutive batches of equal size are one call of TensorFlow.
   * Without batches the reports are empty and name the parts if a batch size has been compiled.
   * @throws Error for a wrong batch, before any step is made
   * @throws UntraceableError if the loss cannot be compiled for a new batch size
   */
  run(batches: readonly StepBatch[]): StepReports<P>;
  /** Assigns the trained values to the tf.Variables. */
  sync(): void;
  /** A copy of the state: save it to resume later. */
  read(): StepState;
  /**
   * Resumes from a state.
   * @throws Error, and changes nothing, if it does not fit the variables and the optimizer
   */
  write(state: WritableStepState): void;
  /** Frees the graph and its copies of the variables; the tf.Variables keep their values. */
  dispose(): void;
}

/** Values of each step, computed before its update: one number per step. */
export interface StepReports<P extends string> {
  readonly loss: Float32Array;
  readonly parts: Readonly<Record<P, Float32Array>>;
}

/**
 * Compiles the loss, its gradients and the optimizer's updates into one TensorFlow graph. The graph
 * has its own copies of the variables, which start with the values of the tf.Variables; `sync` copies
 * them back.
 * @throws UntraceableError if the loss cannot be compiled for one of the batch sizes
 * @throws Error for wrong options, or another backend than tfjs-node's
 */
export function compileTrainingStep<I extends StepInputs, P extends string = never>(
  options: TrainingStepOptions<I, P>,
): TrainingStep<P> {
  const { inputs, loss, gradients, optimizer, precision } = options;
  const batchSizes = [options.batchSize ?? []].flat();
  requireOptimizer(optimizer);
  requireGradients(gradients);
  requirePrecision(precision);
  requireInputs(inputs);
  requireBatchSizes(batchSizes, inputs);
  const { variables, gradientsOf, nonTrainable } = sessionVariables(options);
  const entries = stateEntries(variables, optimizer.slots);
  const names = entries.map(({ name }) => name);
  const captured = captures();
  const traced = new Map<number, TracedStep>();

  const openWith = (steps: Iterable<TracedStep>, handles: readonly number[]): Session => {
    const trained = [...variables.values()];
    const training = { variables: trained, optimizer, steps: [...steps], captures: captured };
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
    return traceStep(gradientsOf, nonTrainable, inputs, { loss, gradients, precision }, batchSize);
  };
  /** The step for a batch size. For a new one the session is replaced by one with a larger graph. */
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
  const initial = initialTensors(variables, entries);
  let session: Session;
  try {
    session = openWith(traced.values(), initial.map(handleOf));
  } catch (error) {
    captured.release();
    throw error;
  } finally {
    tf.dispose(initial.filter((tensor) => !(tensor instanceof tf.Variable)));
  }
  return {
    run: (batches) => {
      const rows = rowsFeeds(inputs);
      // Everything is checked and compiled before the first step
      const calls = groupsOfOneSize(batches, inputs).map(({ start, batchSize, group }) => {
        const { parts, streams } = stepFor(batchSize);
        const feeds = feedsOf(group, steps + start + 1, { inputs, streams, optimizer });
        return { start, batchSize, parts, feeds, length: group.length };
      });
      const given = [...captured.feeds(), ...rows];
      const [known] = traced.values();
      const reports = emptyReports(batches.length, calls.length > 0 ? [] : known?.parts);
      for (const { start, batchSize, parts, feeds, length } of calls) {
        withTensors(feeds, (handles) => {
          const all = new Map([...given, ...handles]);
          fill(reports, start, parts, session.run(all, [reportsNode(batchSize)]));
        });
        steps += length;
      }
      return reports as StepReports<P>;
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
    read: () => readState(session, entries, steps),
    write: (state) => {
      writeState(session, entries, state);
      steps = state.steps;
    },
    dispose: () => {
      session.close();
      captured.release();
    },
  };
}

/** All variables of the session; those with gradients; the non-trainable ones by name. */
function sessionVariables<I extends StepInputs, P extends string>({
  variables: given,
  nonTrainable = {},
  optimizer,
}: TrainingStepOptions<I, P>) {
  const trained: [string, tf.Variable][] = Array.isArray(given)
    ? given.map((variable: tf.Variable, index) => [variable.name ?? `${index}`, variable])
    : Object.entries(given);
  if (trained.length === 0) throw new Error("a training step needs at least one variable");
  const entries = [...trained, ...Object.entries(nonTrainable)];
  for (const [key, variable] of entries) requireVariable(key, variable);
  const twice = entries.find(([key, variable], i) =>
    entries.some((e, j) => j < i && (e[0] === key || e[1] === variable)),
  );
  if (twice !== undefined)
    throw new Error(`each variable must be given once, got "${twice[0]}" twice`);
  const variables = new Map(
    entries.map(([key, variable], index): [string, SessionVariable] => {
      const name = `session_variable_${index}`;
      const slots = index < trained.length ? optimizer.slots : [];
      return [key, { variable, name, slots: slots.map((slot) => `${name}/${slot}`) }];
    }),
  );
  return {
    variables,
    gradientsOf: new Map(trained),
    nonTrainable: new Map(Object.entries(nonTrainable)),
  };
}

/** The values of the variables, and zeros for their slots. */
function initialTensors(
  variables: ReadonlyMap<string, SessionVariable>,
  entries: readonly StateEntry[],
): tf.Tensor[] {
  return entries.map(({ slot, key, shape }) => {
    const variable = slot === undefined ? variables.get(key)?.variable : undefined;
    return variable ?? tf.zeros([...shape]);
  });
}

/** Groups of consecutive batches of equal size, each for one call of the session. */
function groupsOfOneSize(batches: readonly StepBatch[], inputs: StepInputs) {
  const groups: { start: number; batchSize: number; group: StepBatch[] }[] = [];
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

/** Copies what a session returned, rows of the loss and its parts, into reports. */
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
