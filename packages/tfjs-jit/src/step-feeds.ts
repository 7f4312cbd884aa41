import { dataType, dataTypeOf, isList, sizeOf } from "./data-type.ts";
import { describeValue } from "./describe-value.ts";
import { feedNames } from "./feed-names.ts";
import type { Feed } from "./feeds.ts";
import { handleOf } from "./native.ts";
import { seedWords } from "./noise.ts";
import type { GraphOptimizer } from "./optimizers/graph-optimizer.ts";
import type { FedInput, StepBatch, StepInputs } from "./step-inputs.ts";

export interface FeedOptions {
  readonly inputs: StepInputs;
  readonly streams: readonly string[];
  readonly optimizer: GraphOptimizer;
}

/**
 * The feeds of a session for batches of one size, of which the first is step number `step`.
 * @throws Error for a wrong batch: TensorFlow would fail after some steps, or use other numbers
 */
export function feedsOf(batches: readonly StepBatch[], step: number, options: FeedOptions): Feed[] {
  const { inputs, streams, optimizer } = options;
  const feeds = [
    count(batches),
    coefficients(batches, step, optimizer),
    ...streams.map((stream) => seeds(batches, stream)),
  ];
  for (const [key, input] of Object.entries(inputs)) {
    if (input.kind === "fed") feeds.push(fedValues(batches, key, input));
  }
  const rows = rowCount(inputs);
  if (rows !== undefined) feeds.push(indices(batches, rows));
  return feeds;
}

/** The handles of the row inputs' tensors. @throws Error if one has been disposed */
export function rowsFeeds(inputs: StepInputs): Map<string, number> {
  const feeds = new Map<string, number>();
  for (const [key, input] of Object.entries(inputs)) {
    if (input.kind !== "rows") continue;
    if (input.tensor.isDisposed) throw new Error(`the tensor of input "${key}" has been disposed`);
    feeds.set(feedNames.rows(key), handleOf(input.tensor));
  }
  return feeds;
}

/** The number of rows of a step; 0 without row inputs. @throws Error for missing or wrong indices */
export function batchSizeOf({ indices }: StepBatch, inputs: StepInputs): number {
  const hasRows = Object.values(inputs).some(({ kind }) => kind === "rows");
  if (hasRows !== (indices !== undefined)) {
    throw new Error(
      hasRows ? "a batch needs indices" : "a batch must not have indices without row inputs",
    );
  }
  if (indices !== undefined && !isList(indices)) {
    throw new Error(`indices must be an array of whole numbers, got ${describeValue(indices)}`);
  }
  if (indices?.length === 0) throw new Error("a batch needs at least one index, got none");
  return indices?.length ?? 0;
}

function count({ length }: readonly StepBatch[]): Feed {
  return { name: feedNames.count, shape: [], dtype: dataType.int32, values: Int32Array.of(length) };
}

function coefficients(
  batches: readonly StepBatch[],
  step: number,
  optimizer: GraphOptimizer,
): Feed {
  const rows = batches.map(({ learningRate = optimizer.learningRate }, index) => {
    if (!Number.isFinite(learningRate)) {
      throw new Error(`learningRate must be finite, got ${describeValue(learningRate)}`);
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

function seeds(batches: readonly StepBatch[], stream: string): Feed {
  const values = new Int32Array(2 * batches.length);
  for (const [index, { seeds: given }] of batches.entries()) {
    const seed = given?.[stream];
    if (seed === undefined) throw new Error(`a batch needs a seed for stream "${stream}"`);
    values.set(seedWords(seed), 2 * index);
  }
  const name = feedNames.seeds(stream);
  return { name, shape: [batches.length, 2], dtype: dataType.int32, values };
}

function fedValues(batches: readonly StepBatch[], key: string, input: FedInput): Feed {
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
      const got = isList(own) ? own.length : given === undefined ? "nothing" : describeValue(given);
      throw new Error(`input "${key}" needs ${size} values for each step, got ${got}`);
    }
    for (let i = 0; i < size; i++) {
      const value = own[i];
      if (!accepts(value))
        throw new Error(`values of input "${key}" must be ${rule}, got ${describeValue(value)}`);
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

/** Values that a typed array would convert to other numbers are refused. */
const accepted: Readonly<Record<FedInput["dtype"], Accepted>> = {
  float32: { accepts: (value) => typeof value === "number", rule: "numbers" },
  int32: { accepts: (value) => value === (Number(value) | 0), rule: "whole numbers of int32" },
  bool: {
    accepts: (value) => value === 0 || value === 1 || typeof value === "boolean",
    rule: "0, 1, true or false",
  },
};

function indices(batches: readonly StepBatch[], rows: number): Feed {
  const size = batches[0]?.indices?.length ?? 0;
  const values = new Int32Array(size * batches.length);
  for (const [index, { indices: given = [] }] of batches.entries()) {
    for (let i = 0; i < size; i++) {
      const row = given[i] ?? Number.NaN;
      if (!Number.isInteger(row)) {
        throw new Error(
          `indices must be whole numbers in [0, ${rows}), got ${describeValue(given[i])}`,
        );
      }
      if (row < 0 || row >= rows) throw new Error(`indices must be in [0, ${rows}), got ${row}`);
      values[size * index + i] = row;
    }
  }
  const shape = [batches.length, size];
  return { name: feedNames.indices(size), shape, dtype: dataType.int32, values };
}

/** N, the same for all row inputs; undefined without any. */
function rowCount(inputs: StepInputs): number | undefined {
  const [count] = Object.values(inputs).flatMap((input) =>
    input.kind === "rows" ? (input.tensor.shape[0] ?? 0) : [],
  );
  return count;
}
