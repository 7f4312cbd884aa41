import type { TypedArray } from "./data-type.ts";
import { nativeBackend } from "./native.ts";

/** Values to be fed under a name. */
export interface Column {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: TypedArray;
}

/** Calls `use` with the handles of tensors that are gone when it returns. */
export function withTensors<R>(
  columns: readonly Column[],
  use: (handles: ReadonlyMap<string, number>) => R,
): R {
  const { binding } = nativeBackend();
  const handles = new Map<string, number>();
  try {
    for (const { name, shape, dtype, values } of columns) {
      handles.set(name, binding.createTensor(shape, dtype, values));
    }
    return use(handles);
  } finally {
    for (const handle of handles.values()) binding.deleteTensor(handle);
  }
}
