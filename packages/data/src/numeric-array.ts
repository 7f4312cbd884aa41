export type NumericValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** An array of numbers as a file holds it, row-major. */
export interface NumericArray {
  /** The type in the file, by NumPy's name: uint8, float32, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** One number per element; 64-bit integers become doubles, half precision becomes float32. */
  readonly values: NumericValues;
}

export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

/** `60000 × 28 × 28`, or `scalar`. */
export const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? "scalar" : shape.join(" × ");
