import { dataType } from "./data-type.ts";
import { nativeBackend, type TensorMetadata } from "./native.ts";
import type { Session } from "./session.ts";
import { newValueOf, readingOf, settingOf } from "./session-variables.ts";
import type { TrainedVariable } from "./training-graph.ts";

/** All that training goes on from; the values of a variable are in row-major order. */
export interface TrainingState {
  /** Steps made so far. */
  readonly steps: number;
  readonly variables: Values;
  /** By slot of the optimiser, then by variable. */
  readonly slots: Readonly<Record<string, Values>>;
}

export type Values = Readonly<Record<string, Float32Array>>;

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

/** Throws, and changes nothing, where the state is not one of these variables and slots. */
export function writeState(session: Session, places: readonly Place[], state: TrainingState) {
  if (!Number.isInteger(state.steps) || state.steps < 0) {
    throw new Error(`steps must be a whole number ≥ 0, got ${state.steps}`);
  }
  const { binding } = nativeBackend();
  const arrays = places.map(({ slot, key, shape }) => {
    const values = slot === undefined ? state.variables[key] : state.slots[slot]?.[key];
    const size = shape.reduce((product, length) => product * length, 1);
    if (values?.length !== size) {
      const what = slot === undefined ? `variable "${key}"` : `${slot} of variable "${key}"`;
      throw new Error(`${what} must have ${size} values, got ${values?.length ?? "none"}`);
    }
    return { shape, values };
  });
  const handles = arrays.map(({ shape, values }) =>
    binding.createTensor(shape, dataType.float32, values),
  );
  try {
    writeVariables(
      session,
      places.map(({ name }) => name),
      handles,
    );
  } finally {
    for (const handle of handles) binding.deleteTensor(handle);
  }
}
