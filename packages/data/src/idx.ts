import { gunzipSync } from "node:zlib";
import { InputError } from "./input-error.ts";
import { elementCount, type NumericArray, shapeText } from "./numeric-array.ts";

const gzipMagic = [0x1f, 0x8b] as const;

const plain = (bytes: Uint8Array, file: string): Uint8Array => {
  if (bytes[0] !== gzipMagic[0] || bytes[1] !== gzipMagic[1]) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new InputError(`cannot read ${file}: it is not a whole gzip file (${cause})`, { cause });
  }
};

/**
 * Reads an IDX file of unsigned bytes, plain or gzipped (LeCun's format for MNIST): 00 00 08 rank,
 * then each axis as a big-endian uint32, then the values row-major.
 * @throws InputError that names the file, the rule and what was found
 */
export const parseIdx = (content: Uint8Array, file: string): NumericArray => {
  const bytes = plain(content, file);
  const rank = bytes[3] ?? 0;
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8 || rank === 0)
    throw new InputError(
      `cannot read ${file}: an IDX file of bytes begins with 00 00 08 and the number of axes (got ${bytes.length === 0 ? "an empty file" : [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")})`,
    );
  const header = 4 + 4 * rank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) =>
    bytes.length < header ? 0 : view.getUint32(4 + 4 * axis),
  );
  if (bytes.length !== header + elementCount(shape))
    throw new InputError(
      `cannot read ${file}: axes ${shapeText(shape)} need ${header + elementCount(shape)} bytes (got ${bytes.length}); the file is damaged`,
    );
  return { dtype: "uint8", shape, values: new Uint8Array(bytes.subarray(header)) };
};
