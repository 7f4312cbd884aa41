import type { DataType as TensorDataType } from "@tensorflow/tfjs";

/** The members of TensorFlow's DataType enum that tfjs-node uses, and bfloat16. */
export const dataType = {
  float32: 1,
  int32: 3,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  resource: 20,
} as const;

export type TypedArray = Float32Array | Int32Array | Uint8Array;

export function isList(value: unknown): value is ArrayLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "length" in value &&
    typeof value.length === "number"
  );
}

export function dataTypeOf(dtype: TensorDataType): number {
  return dataType[dtype];
}

export function dataTypeName(dtype: number): string {
  const entry = Object.entries(dataType).find(([, value]) => value === dtype);
  return entry?.[0] ?? `data type ${dtype}`;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
