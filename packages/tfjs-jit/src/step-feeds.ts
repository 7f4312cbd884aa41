import { dataType, dataTypeOf, sizeOf, type TypedArray } from "./data-type.ts";
import { feedNames } from "./feed-names.ts";
import { handleOf, nativeBackend } from "./native.ts";
import { seedWords } from "./noise.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import type { Batch, Fed, Rows, StepInputs } from "./step-inputs.ts";

export interface StepFeeds {
  readonly feeds: ReadonlyMap<string, number>;
  release(): void;
}

export interface Feeding {
  readonly inputs: StepInputs;
  readonly streams: readonly string[];
  readonly optimizer: Optimizer;
}

/** What the session is fed for these batches, all of one size, the first being step `step`. */
export function stepFeeds(batches: readonly Batch[], step: number, feeding: Feeding): StepFeeds {
  const { inputs, streams, optimizer } = feeding;
  const columns = [
    count(batches),
    coefficients(batches, step, optimizer),
    ...streams.map((stream) => seeds(batches, stream)),
  ];
  const feeds = new Map<string, number>();
  for (const [key, input] of Object.entries(inputs)) {
    if (input.kind === "fed") columns.push(fedValues(batches, key, input));
    else feeds.set(feedNames.rows(key), handleOfRows(key, input));
  }
  if (feeds.size > 0) columns.push(indices(batches, rowCount(inputs)));
  const { binding } = nativeBackend();
  const made = columns.map(({ name, shape, dtype, values }) => {
    const handle = binding.createTensor(shape, dtype, values);
    feeds.set(name, handle);
    return handle;
  });
  return {
    feeds,
    release: () => {
      for (const handle of made) binding.deleteTensor(handle);
    },
  };
}

/** The rows that each step sees; 0 where no input has rows. */
export function batchSizeOf({ indices }: Batch, inputs: StepInputs): number {
  const hasRows = Object.values(inputs).some(({ kind }) => kind === "rows");
  if (hasRows !== (indices !== undefined)) {
    throw new Error(
      hasRows ? "a batch needs indices" : "a batch has indices, but no input has rows",
    );
  }
  if (indices?.length === 0) throw new Error("a batch needs at least one index, got none");
  return indices?.length ?? 0;
}

/** Values of all steps, to be fed as one tensor. */
interface Column {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: TypedArray;
}

function count({ length }: readonly Batch[]): Column {
  return { name: feedNames.count, shape: [], dtype: dataType.int32, values: Int32Array.of(length) };
}

function coefficients(batches: readonly Batch[], step: number, optimizer: Optimizer): Column {
  const rows = batches.map(({ learningRate = optimizer.learningRate }, index) => {
    if (!Number.isFinite(learningRate)) {
      throw new Error(`learningRate must be finite, got ${learningRate}`);
    }
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
  for (const [index, { fed }] of batches.entries()) {
    const given = fed?.[key];
    const own = typeof given === "number" ? [given] : given;
    if (own?.length !== size) {
      const got = own === undefined ? "nothing" : `${own.length}`;
      throw new Error(`input "${key}" must be fed ${size} numbers for each step, got ${got}`);
    }
    values.set(own, size * index);
  }
  const shape = [batches.length, ...input.shape];
  return { name: feedNames.fed(key), shape, dtype: dataTypeOf(input.dtype), values };
}

function indices(batches: readonly Batch[], rows: number): Column {
  const size = batches[0]?.indices?.length ?? 0;
  const values = new Int32Array(size * batches.length);
  for (const [index, batch] of batches.entries()) values.set(batch.indices ?? [], size * index);
  const wrong = values.find((row) => row < 0 || row >= rows); // before any step, not in the midst
  if (wrong !== undefined) throw new Error(`indices must be in [0, ${rows}), got ${wrong}`);
  const shape = [batches.length, size];
  return { name: feedNames.indices(size), shape, dtype: dataType.int32, values };
}

function handleOfRows(key: string, { tensor }: Rows): number {
  if (tensor.isDisposed) throw new Error(`the tensor of input "${key}" has been disposed`);
  return handleOf(tensor);
}

function rowCount(inputs: StepInputs): number {
  const counts = Object.values(inputs).map((input) =>
    input.kind === "rows" ? (input.tensor.shape[0] ?? 0) : Number.POSITIVE_INFINITY,
  );
  return Math.min(...counts);
}
