import { dataType, isList, sizeOf } from "./data-type.ts";
import { nativeBackend, type TensorMetadata } from "./native.ts";
import type { Session } from "./session.ts";
import { newValueOf, readingOf, settingOf } from "./session-variables.ts";
import { shown } from "./shown.ts";
import type { TrainedVariable } from "./training-graph.ts";
import { withTensors } from "./with-tensors.ts";

/** All that training goes on from; the values of a variable are in row-major order. */
export interface TrainingState {
  /** Steps made so far. */
  readonly steps: number;
  readonly variables: Values;
  /** By slot of the optimiser, then by variable. */
  readonly slots: Readonly<Record<string, Values>>;
}

export type Values = Readonly<Record<string, Float32Array>>;

/** A state as it may be written: also from arrays of numbers, such as JSON keeps. */
export interface WritableState {
  readonly steps: number;
  readonly variables: Readonly<Record<string, ArrayLike<number>>>;
  /** Not needed where the optimiser has none. */
  readonly slots?: Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>;
}

/** The tensors that session variables hold; the caller deletes them. */
export function readVariables(session: Session, names: readonly string[]): TensorMetadata[] {
  return session.run(new Map(), names.map(readingOf));
}

export function writeVariables(
  session: Session,
  names: readonly string[],
  handles: readonly number[],
) {
  const feeds = new Map(names.map((name, index) => [newValueOf(name), handles[index] ?? -1]));
  release(session.run(feeds, names.map(settingOf)));
}

export function release(tensors: readonly TensorMetadata[]) {
  for (const { id } of tensors) nativeBackend().binding.deleteTensor(id);
}

/** Session variables and the place of each in a state, variables before slots. */
export interface Place {
  /** In the session. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly slot: string | undefined;
  /** What the caller calls the variable. */
  readonly key: string;
}

export function placesOf(
  variables: ReadonlyMap<string, TrainedVariable>,
  slots: readonly string[],
): Place[] {
  const entries = [...variables];
  const own = entries.map(([key, { name, variable }]) => ({
    name,
    shape: variable.shape,
    slot: undefined,
    key,
  }));
  const kept = slots.flatMap((slot, index) =>
    entries.flatMap(([key, { slots: names, variable }]) => {
      const name = names[index];
      return name === undefined ? [] : [{ name, shape: variable.shape, slot, key }];
    }),
  );
  return [...own, ...kept];
}

export function readState(
  session: Session,
  places: readonly Place[],
  steps: number,
): TrainingState {
  const { binding } = nativeBackend();
  const tensors = readVariables(
    session,
    places.map(({ name }) => name),
  );
  const values = (wanted: string | undefined): Values =>
    Object.fromEntries(
      places.flatMap(({ slot, key }, index) => {
        const handle = tensors[index]?.id;
        return slot === wanted && handle !== undefined
          ? [[key, Float32Array.from(binding.tensorDataSync(handle))]]
          : [];
      }),
    );
  const slots = new Set(places.flatMap(({ slot }) => slot ?? []));
  const state = {
    steps,
    variables: values(undefined),
    slots: Object.fromEntries([...slots].map((slot) => [slot, values(slot)])),
  };
  release(tensors);
  return state;
}

/**
 * Throws, and changes nothing, where the state does not hold these variables and slots; what it holds
 * beside them is not looked at.
 */
export function writeState(session: Session, places: readonly Place[], state: WritableState) {
  const { steps, variables, slots = {} } = state;
  if (!Number.isInteger(steps) || steps < 0) {
    throw new Error(`steps must be a whole number ≥ 0, got ${shown(steps)}`);
  }
  if (!Number.isSafeInteger(steps)) {
    throw new Error(`steps must be ≤ ${Number.MAX_SAFE_INTEGER}, got ${steps}`);
  }
  const columns = places.map(({ name, slot, key, shape }) => {
    const [given = {}, what] =
      slot === undefined
        ? [variables, `variable "${key}"`]
        : [slots[slot], `${slot} of variable "${key}"`];
    if (given[key] === undefined) {
      const others = Object.keys(given).join(", ") || "nothing";
      throw new Error(`${what} must have ${sizeOf(shape)} values, got none among ${others}`);
    }
    const values = float32Of(given[key], sizeOf(shape), what);
    return { name: newValueOf(name), shape, dtype: dataType.float32, values };
  });
  withTensors(columns, (feeds) => {
    const settings = places.map(({ name }) => settingOf(name));
    release(session.run(feeds, settings));
  });
}

/** TypeScript knows nothing of what a file held. */
function float32Of(values: unknown, size: number, name: string): Float32Array {
  if (!isList(values)) {
    const got = shown(values);
    const hint = got === "an object" ? " (JSON keeps arrays only: save Array.from(values))" : "";
    throw new Error(`${name} must have ${size} values, got ${got}${hint}`);
  }
  if (values.length !== size) {
    throw new Error(`${name} must have ${size} values, got ${values.length}`);
  }
  if (values instanceof Float32Array) return values;
  const wrong = Array.from(values).findIndex((value) => typeof value !== "number");
  if (wrong >= 0) {
    throw new Error(`${name} must have numbers, got ${shown(values[wrong])} at ${wrong}`);
  }
  return Float32Array.from(values as ArrayLike<number>);
}
