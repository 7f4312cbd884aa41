import { dataType, isList, sizeOf } from "./data-type.ts";
import { describeValue } from "./describe-value.ts";
import { withTensors } from "./feeds.ts";
import { nativeBackend, type TensorMetadata } from "./native.ts";
import type { Session } from "./session.ts";
import { assignNode, readNode, valueFeed } from "./session-variables.ts";
import type { SessionVariable } from "./training-graph.ts";

/** The whole state of a training step, from which training can resume. */
export interface StepState {
  /** Number of steps made. */
  readonly steps: number;
  readonly variables: VariableValues;
  /** By slot of the optimizer, then by variable. */
  readonly slots: Readonly<Record<string, VariableValues>>;
}

/** The values of each variable in row-major order, by name. */
export type VariableValues = Readonly<Record<string, Float32Array>>;

/** A state to be written; plain arrays, as JSON stores them, will do. */
export interface WritableStepState {
  readonly steps: number;
  readonly variables: Readonly<Record<string, ArrayLike<number>>>;
  /** May be absent if the optimizer has no slots. */
  readonly slots?: Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>;
}

/** Reads session variables into new tensors, which the caller deletes. */
export function readVariables(session: Session, names: readonly string[]): TensorMetadata[] {
  return session.run(new Map(), names.map(readNode));
}

export function writeVariables(
  session: Session,
  names: readonly string[],
  handles: readonly number[],
) {
  const feeds = new Map(names.map((name, index) => [valueFeed(name), handles[index] ?? -1]));
  release(session.run(feeds, names.map(assignNode)));
}

export function release(tensors: readonly TensorMetadata[]) {
  for (const { id } of tensors) nativeBackend().binding.deleteTensor(id);
}

/** A session variable and its place in a state. */
export interface StateEntry {
  /** Its name in the session. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly slot: string | undefined;
  /** The caller's name of the variable. */
  readonly key: string;
}

/** The entries of a state, variables before slots. */
export function stateEntries(
  variables: ReadonlyMap<string, SessionVariable>,
  slots: readonly string[],
): StateEntry[] {
  const all = [...variables];
  const own = all.map(([key, { name, variable }]) => ({
    name,
    shape: variable.shape,
    slot: undefined,
    key,
  }));
  const ofSlots = slots.flatMap((slot, index) =>
    all.flatMap(([key, { slots: names, variable }]) => {
      const name = names[index];
      return name === undefined ? [] : [{ name, shape: variable.shape, slot, key }];
    }),
  );
  return [...own, ...ofSlots];
}

export function readState(
  session: Session,
  entries: readonly StateEntry[],
  steps: number,
): StepState {
  const { binding } = nativeBackend();
  const tensors = readVariables(
    session,
    entries.map(({ name }) => name),
  );
  const values = (wanted: string | undefined): VariableValues =>
    Object.fromEntries(
      entries.flatMap(({ slot, key }, index) => {
        const handle = tensors[index]?.id;
        return slot === wanted && handle !== undefined
          ? [[key, Float32Array.from(binding.tensorDataSync(handle))]]
          : [];
      }),
    );
  const slots = new Set(entries.flatMap(({ slot }) => slot ?? []));
  const state = {
    steps,
    variables: values(undefined),
    slots: Object.fromEntries([...slots].map((slot) => [slot, values(slot)])),
  };
  release(tensors);
  return state;
}

/**
 * Writes a state into session variables; other entries of the state are ignored.
 * @throws Error, and writes nothing, if an entry is missing or has wrong values
 */
export function writeState(
  session: Session,
  entries: readonly StateEntry[],
  state: WritableStepState,
) {
  const { steps, variables, slots = {} } = state;
  if (!Number.isInteger(steps) || steps < 0) {
    throw new Error(`steps must be a whole number ≥ 0, got ${describeValue(steps)}`);
  }
  if (!Number.isSafeInteger(steps)) {
    throw new Error(`steps must be ≤ ${Number.MAX_SAFE_INTEGER}, got ${steps}`);
  }
  const feeds = entries.map(({ name, slot, key, shape }) => {
    const [given = {}, what] =
      slot === undefined
        ? [variables, `variable "${key}"`]
        : [slots[slot], `${slot} of variable "${key}"`];
    if (given[key] === undefined) {
      const others = Object.keys(given).join(", ") || "nothing";
      throw new Error(`the state lacks the ${sizeOf(shape)} values of ${what}, got ${others}`);
    }
    const values = float32Of(given[key], sizeOf(shape), what);
    return { name: valueFeed(name), shape, dtype: dataType.float32, values };
  });
  withTensors(feeds, (handles) => {
    const assignments = entries.map(({ name }) => assignNode(name));
    release(session.run(handles, assignments));
  });
}

/** The values may come from a file, so their type is not known. */
function float32Of(values: unknown, size: number, name: string): Float32Array {
  if (!isList(values)) {
    const got = describeValue(values);
    const hint = got === "an object" ? "; save Array.from(values): JSON has no typed arrays" : "";
    throw new Error(`${name} must have ${size} values, got ${got}${hint}`);
  }
  if (values.length !== size) {
    throw new Error(`${name} must have ${size} values, got ${values.length}`);
  }
  if (values instanceof Float32Array) return values;
  const wrong = Array.from(values).findIndex((value) => typeof value !== "number");
  if (wrong >= 0) {
    throw new Error(
      `values of ${name} must be numbers, got ${describeValue(values[wrong])} at ${wrong}`,
    );
  }
  return Float32Array.from(values as ArrayLike<number>);
}
