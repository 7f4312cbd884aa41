import { elementCount } from "./numeric-array.ts";

/** An array to write: float32, or int32 for labels. */
export interface WritableArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The values' bytes, the lowest of each first. */
const littleEndian = (values: Float32Array | Int32Array): Uint8Array => {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  if (!isLittleEndian)
    for (let at = 0; at < bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  return bytes;
};

/**
 * A NumPy .npy file (format version 1.0) of an array in C order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws RangeError unless the shape matches the number of values
 */
export const encodeNpy = ({ shape, values }: WritableArray): Uint8Array => {
  if (elementCount(shape) !== values.length)
    throw new RangeError(
      `an array of shape [${shape.join(", ")}] must hold ${elementCount(shape)} values, got ${values.length}`,
    );
  const type = values instanceof Float32Array ? "<f4" : "<i4";
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  // Magic, version and length are 10 bytes; the data begin at a multiple of 64, after a line feed
  const length = 64 * Math.ceil((10 + header.length + 1) / 64) - 10;
  const start = Buffer.from(`\x93NUMPY\x01\x00\x00\x00${header.padEnd(length - 1)}\n`, "latin1");
  start.writeUInt16LE(length, 8);
  return Buffer.concat([start, littleEndian(values)]);
};
