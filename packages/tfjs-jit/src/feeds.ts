import type { TypedArray } from "./data-type.ts";
import { nativeBackend } from "./native.ts";

/** A tensor to be fed under a name. */
export interface Feed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: TypedArray;
}

/** Calls `use` with the handles of new tensors, by name, and deletes the tensors afterwards. */
export function withTensors<R>(
  feeds: readonly Feed[],
  use: (handles: ReadonlyMap<string, number>) => R,
): R {
  const { binding } = nativeBackend();
  const handles = new Map<string, number>();
  try {
    for (const { name, shape, dtype, values } of feeds) {
      handles.set(name, binding.createTensor(shape, dtype, values));
    }
    return use(handles);
  } finally {
    for (const handle of handles.values()) binding.deleteTensor(handle);
  }
}
