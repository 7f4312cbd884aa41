import type { NumericValues } from "./numeric-array.ts";

/** One type of element: its width in bytes and how little-endian bytes become numbers. */
export interface ElementType {
  readonly name: string;
  readonly bytes: number;
  /** The `count` elements from byte `at` on, which is aligned for the type; a view where that is possible. */
  decode(buffer: ArrayBuffer, count: number, at: number): NumericValues;
}

const numbersOf = (values: BigInt64Array | BigUint64Array): Float64Array => {
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = Number(values[i]);
  return numbers;
};

/** IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits. */
const halfToNumber = (half: number): number => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
};

const halves: ElementType["decode"] = (buffer, count, at) =>
  Float32Array.from(new Uint16Array(buffer, at, count), halfToNumber);

/** bfloat16 is the upper half of a float32. */
const brainHalves: ElementType["decode"] = (buffer, count, at) => {
  const upper = new Uint16Array(buffer, at, count);
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = (upper[i] as number) << 16;
  return new Float32Array(words.buffer);
};

const element = (name: string, bytes: number, decode: ElementType["decode"]): ElementType => ({
  name,
  bytes,
  decode,
});

export const elementTypes = {
  bool: element("bool", 1, (buffer, count, at) => new Uint8Array(buffer, at, count)),
  uint8: element("uint8", 1, (buffer, count, at) => new Uint8Array(buffer, at, count)),
  int8: element("int8", 1, (buffer, count, at) => new Int8Array(buffer, at, count)),
  uint16: element("uint16", 2, (buffer, count, at) => new Uint16Array(buffer, at, count)),
  int16: element("int16", 2, (buffer, count, at) => new Int16Array(buffer, at, count)),
  uint32: element("uint32", 4, (buffer, count, at) => new Uint32Array(buffer, at, count)),
  int32: element("int32", 4, (buffer, count, at) => new Int32Array(buffer, at, count)),
  uint64: element("uint64", 8, (buffer, count, at) =>
    numbersOf(new BigUint64Array(buffer, at, count)),
  ),
  int64: element("int64", 8, (buffer, count, at) =>
    numbersOf(new BigInt64Array(buffer, at, count)),
  ),
  float16: element("float16", 2, halves),
  bfloat16: element("bfloat16", 2, brainHalves),
  float32: element("float32", 4, (buffer, count, at) => new Float32Array(buffer, at, count)),
  float64: element("float64", 8, (buffer, count, at) => new Float64Array(buffer, at, count)),
} as const satisfies Record<string, ElementType>;

/** Bytes from an offset of a buffer on. */
export interface BytesAt {
  readonly buffer: ArrayBuffer;
  readonly at: number;
}

/** A copy of the bytes, which begins at an address that any type may have. */
export const alignedCopy = (bytes: Uint8Array): BytesAt => {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return { buffer, at: 0 };
};

/** The bytes themselves where elements of this width may begin there, else a copy. */
export const aligned = (bytes: Uint8Array, width: number): BytesAt =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteOffset % width === 0
    ? { buffer: bytes.buffer, at: bytes.byteOffset }
    : alignedCopy(bytes);

/** Reverses the bytes of each element, in place. */
export const swapBytes = (buffer: ArrayBuffer, width: number): void => {
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
};
