import {
  aligned,
  alignedCopy,
  type ElementType,
  elementTypes,
  swapBytes,
} from "./element-types.ts";
import { InputError } from "./input-error.ts";
import { elementCount, type NumericArray, type NumericValues, shapeText } from "./numeric-array.ts";

/** NumPy's type codes, without the byte order in front. */
const codes: Readonly<Record<string, ElementType>> = {
  b1: elementTypes.bool,
  u1: elementTypes.uint8,
  i1: elementTypes.int8,
  u2: elementTypes.uint16,
  i2: elementTypes.int16,
  u4: elementTypes.uint32,
  i4: elementTypes.int32,
  u8: elementTypes.uint64,
  i8: elementTypes.int64,
  f2: elementTypes.float16,
  f4: elementTypes.float32,
  f8: elementTypes.float64,
};

const magic = "\x93NUMPY";

/** One character per byte. TextDecoder's "latin1" is Windows-1252, where \x93 is a quotation mark. */
const latin1 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/** Fortran order holds the first axis fastest: the same values row-major. */
const rowMajor = (values: NumericValues, shape: readonly number[]): NumericValues => {
  const copy = values.slice();
  const strides = shape.map((_, axis) => elementCount(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  for (let to = 0; to < copy.length; to++) {
    let from = 0;
    for (let axis = 0; axis < shape.length; axis++)
      from += (index[axis] as number) * (strides[axis] as number);
    copy[to] = values[from] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return copy;
};

interface Header {
  readonly code: string;
  readonly isBigEndian: boolean;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  readonly dataStart: number;
}

const readHeader = (bytes: Uint8Array, file: string): Header => {
  if (bytes.length < 12 || latin1(bytes.subarray(0, 6)) !== magic)
    throw new InputError(
      `cannot read ${file}: it is not a .npy file (its first bytes are not \\x93NUMPY); write it with numpy.save`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = (bytes[6] as number) >= 2;
  const start = isLong ? 12 : 10;
  const dataStart = start + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = latin1(bytes.subarray(start, dataStart));
  const descr = /'descr'\s*:\s*'([<>|=]?)([^']+)'/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (dataStart > bytes.length || shape === undefined || descr === null)
    throw new InputError(
      `cannot read ${file}: its header names no plain numeric type and shape (got ${text.trim().slice(0, 80) || "an empty header"}); save one array of numbers`,
    );
  return {
    code: descr[2] as string,
    isBigEndian: descr[1] === ">",
    isFortran: /'fortran_order'\s*:\s*True/.test(text),
    shape: shape
      .split(",")
      .map((size) => size.replace("L", "").trim())
      .filter((size) => size !== "")
      .map(Number),
    dataStart,
  };
};

/**
 * Reads a NumPy .npy file (format versions 1 to 3; booleans, integers, half, single and double
 * precision; either byte order; C and Fortran order).
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws InputError that names the file, the rule and what was found
 */
export const parseNpy = (bytes: Uint8Array, file: string): NumericArray => {
  const { code, isBigEndian, isFortran, shape, dataStart } = readHeader(bytes, file);
  const type = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (type === undefined)
    throw new InputError(
      `cannot read ${file}: its type must be a boolean, an integer or a float of at most 64 bits (got ${code}); convert it with .astype("float32")`,
    );
  const count = elementCount(shape);
  const found = bytes.length - dataStart;
  if (found !== count * type.bytes)
    throw new InputError(
      `cannot read ${file}: shape ${shapeText(shape)} of ${type.name} needs ${count * type.bytes} bytes (got ${found}); the file is damaged`,
    );
  const content = bytes.subarray(dataStart);
  const { buffer, at } = isBigEndian ? alignedCopy(content) : aligned(content, type.bytes);
  if (isBigEndian) swapBytes(buffer, type.bytes);
  const values = type.decode(buffer, count, at);
  return {
    dtype: type.name,
    shape,
    values: isFortran && shape.length > 1 ? rowMajor(values, shape) : values,
  };
};
