import { dataType, dataTypeOf, isList, sizeOf } from "./data-type.ts";
import { feedNames } from "./feed-names.ts";
import { handleOf } from "./native.ts";
import { seedWords } from "./noise.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { shown } from "./shown.ts";
import type { Batch, Fed, StepInputs } from "./step-inputs.ts";
import type { Column } from "./with-tensors.ts";

export interface Feeding {
  readonly inputs: StepInputs;
  readonly streams: readonly string[];
  readonly optimizer: Optimizer;
}

/**
 * What the session is fed for these batches, all of one size, the first being step `step`.
 * Throws where a batch is wrong: TensorFlow would stop in the midst of its steps, or take other numbers.
 */
export function columnsOf(batches: readonly Batch[], step: number, feeding: Feeding): Column[] {
  const { inputs, streams, optimizer } = feeding;
  const columns = [
    count(batches),
    coefficients(batches, step, optimizer),
    ...streams.map((stream) => seeds(batches, stream)),
  ];
  for (const [key, input] of Object.entries(inputs)) {
    if (input.kind === "fed") columns.push(fedValues(batches, key, input));
  }
  const rows = rowCount(inputs);
  if (rows !== undefined) columns.push(indices(batches, rows));
  return columns;
}

/** The tensors that are fed as they are. */
export function rowsFeeds(inputs: StepInputs): Map<string, number> {
  const feeds = new Map<string, number>();
  for (const [key, input] of Object.entries(inputs)) {
    if (input.kind !== "rows") continue;
    if (input.tensor.isDisposed) throw new Error(`the tensor of input "${key}" has been disposed`);
    feeds.set(feedNames.rows(key), handleOf(input.tensor));
  }
  return feeds;
}

/** The rows that each step sees; 0 where no input has rows. */
export function batchSizeOf({ indices }: Batch, inputs: StepInputs): number {
  const hasRows = Object.values(inputs).some(({ kind }) => kind === "rows");
  if (hasRows !== (indices !== undefined)) {
    throw new Error(
      hasRows ? "a batch needs indices" : "a batch has indices, but no input has rows",
    );
  }
  if (indices !== undefined && !isList(indices)) {
    throw new Error(`indices must be an array of whole numbers, got ${shown(indices)}`);
  }
  if (indices?.length === 0) throw new Error("a batch needs at least one index, got none");
  return indices?.length ?? 0;
}

function count({ length }: readonly Batch[]): Column {
  return { name: feedNames.count, shape: [], dtype: dataType.int32, values: Int32Array.of(length) };
}

function coefficients(batches: readonly Batch[], step: number, optimizer: Optimizer): Column {
  const rows = batches.map(({ learningRate = optimizer.learningRate }, index) => {
    if (!Number.isFinite(learningRate)) {
      throw new Error(`learningRate must be finite, got ${shown(learningRate)}`);
    }
    if (learningRate < 0) throw new Error(`learningRate must be ≥ 0, got ${learningRate}`);
    return optimizer.coefficients(step + index, learningRate);
  });
  return {
    name: feedNames.coefficients,
    shape: [batches.length, rows[0]?.length ?? 0],
    dtype: dataType.float32,
    values: Float32Array.from(rows.flat()),
  };
}

function seeds(batches: readonly Batch[], stream: string): Column {
  const values = new Int32Array(2 * batches.length);
  for (const [index, { seeds: given }] of batches.entries()) {
    const seed = given?.[stream];
    if (seed === undefined) throw new Error(`a batch needs a seed for stream "${stream}"`);
    values.set(seedWords(seed), 2 * index);
  }
  const name = feedNames.seeds(stream);
  return { name, shape: [batches.length, 2], dtype: dataType.int32, values };
}

function fedValues(batches: readonly Batch[], key: string, input: Fed): Column {
  const size = sizeOf(input.shape);
  const total = size * batches.length;
  const values = {
    float32: () => new Float32Array(total),
    int32: () => new Int32Array(total),
    bool: () => new Uint8Array(total),
  }[input.dtype]();
  const { accepts, rule } = accepted[input.dtype];
  for (const [index, { fed }] of batches.entries()) {
    const given: unknown = fed?.[key];
    const own = typeof given === "number" || typeof given === "boolean" ? [given] : given;
    if (!isList(own) || own.length !== size) {
      const got = isList(own) ? own.length : given === undefined ? "nothing" : shown(given);
      throw new Error(`input "${key}" must be fed ${size} numbers for each step, got ${got}`);
    }
    for (let i = 0; i < size; i++) {
      const value = own[i];
      if (!accepts(value))
        throw new Error(`input "${key}" must be fed ${rule}, got ${shown(value)}`);
      values[size * index + i] = Number(value);
    }
  }
  const shape = [batches.length, ...input.shape];
  return { name: feedNames.fed(key), shape, dtype: dataTypeOf(input.dtype), values };
}

interface Accepted {
  accepts(value: unknown): boolean;
  readonly rule: string;
}

/** What typed arrays would turn into other numbers is not taken. */
const accepted: Readonly<Record<Fed["dtype"], Accepted>> = {
  float32: { accepts: (value) => typeof value === "number", rule: "numbers" },
  int32: { accepts: (value) => value === (Number(value) | 0), rule: "whole numbers of int32" },
  bool: {
    accepts: (value) => value === 0 || value === 1 || typeof value === "boolean",
    rule: "0, 1, true or false",
  },
};

function indices(batches: readonly Batch[], rows: number): Column {
  const size = batches[0]?.indices?.length ?? 0;
  const values = new Int32Array(size * batches.length);
  for (const [index, { indices: given = [] }] of batches.entries()) {
    for (let i = 0; i < size; i++) {
      const row = given[i] ?? Number.NaN;
      if (!Number.isInteger(row)) {
        throw new Error(`indices must be whole numbers in [0, ${rows}), got ${shown(given[i])}`);
      }
      if (row < 0 || row >= rows) throw new Error(`indices must be in [0, ${rows}), got ${row}`);
      values[size * index + i] = row;
    }
  }
  const shape = [batches.length, size];
  return { name: feedNames.indices(size), shape, dtype: dataType.int32, values };
}

/** N, the same for all; none where no input has rows. */
function rowCount(inputs: StepInputs): number | undefined {
  const [count] = Object.values(inputs).flatMap((input) =>
    input.kind === "rows" ? (input.tensor.shape[0] ?? 0) : [],
  );
  return count;
}
