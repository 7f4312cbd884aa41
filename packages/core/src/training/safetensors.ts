import { shown, typeName } from "../arguments.ts";
import { type PlainTensor, requirePlainTensor } from "../models/trained-model.ts";

/** The content of a safetensors file: tensors by name, and metadata. */
export interface Checkpoint {
  readonly tensors: Record<string, PlainTensor>;
  readonly metadata: Record<string, string>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

const prefixSize = 8;

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const reverseWords = (bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
};

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/**
 * Encodes tensors as a safetensors file: the header's length in 8 bytes, a JSON header padded with
 * spaces so that the data start at a multiple of 8, then the data, little-endian float32
 * (https://github.com/huggingface/safetensors#format).
 * @throws RangeError if a tensor's shape does not match its values, or a name is reserved
 */
export const encodeSafetensors = (
  tensors: Readonly<Record<string, PlainTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array => {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { shape, values }]): [string, Entry] => {
    if (name === "__metadata__")
      throw new RangeError(`a tensor's name must not be __metadata__, got ${name}`);
    requirePlainTensor(name, { shape, values });
    const begin = end;
    end += 4 * values.length;
    return [name, { dtype: "F32", shape: [...shape], data_offsets: [begin, end] }];
  });
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const unpadded = new TextEncoder().encode(text);
  const headerSize = 8 * Math.ceil(unpadded.length / 8);
  const bytes = new Uint8Array(prefixSize + headerSize + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerSize), true);
  bytes.fill(0x20, prefixSize, prefixSize + headerSize);
  bytes.set(unpadded, prefixSize);
  let at = prefixSize + headerSize;
  for (const { values } of Object.values(tensors)) {
    // Bytes, not numbers: a NaN's payload would not survive setFloat32.
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    if (!isLittleEndian) reverseWords(bytes.subarray(at, at + values.byteLength));
    at += values.byteLength;
  }
  return bytes;
};

/** The bytes of a buffer or a view. */
const bytesOf = (file: ArrayBufferLike | ArrayBufferView): Uint8Array => {
  if (ArrayBuffer.isView(file))
    return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  if (typeName(file).endsWith("ArrayBuffer")) return new Uint8Array(file);
  throw new TypeError(
    `a safetensors file must be an ArrayBuffer or a Uint8Array, got ${shown(file)}; pass await response.arrayBuffer() or what readFile returns`,
  );
};

/**
 * Decodes a safetensors file of float32 tensors, written by `encodeSafetensors` or any other library.
 * @throws TypeError unless the file is an ArrayBuffer or a view of one
 * @throws RangeError if the file is not valid, naming the rule that it breaks
 */
export const decodeSafetensors = (file: ArrayBufferLike | ArrayBufferView): Checkpoint => {
  const bytes = bytesOf(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < prefixSize)
    throw new RangeError(`a safetensors file must have ≥ ${prefixSize} bytes, got ${bytes.length}`);
  const headerSize = Number(view.getBigUint64(0, true));
  const dataStart = prefixSize + headerSize;
  if (dataStart > bytes.length)
    throw new RangeError(
      `a safetensors header must fit into the file's ${bytes.length} bytes, got a length of ${headerSize}`,
    );
  const { metadata, entries } = parseHeader(bytes.subarray(prefixSize, dataStart));
  const dataSize = bytes.length - dataStart;
  requireGapless(entries, dataSize);
  const tensors = entries.map(
    ([
      name,
      {
        shape,
        data_offsets: [begin],
      },
    ]): [string, PlainTensor] => {
      const bits = new Uint32Array(sizeOf(shape));
      for (let i = 0; i < bits.length; i++)
        bits[i] = view.getUint32(dataStart + begin + 4 * i, true);
      return [name, { shape, values: new Float32Array(bits.buffer) }];
    },
  );
  return { tensors: Object.fromEntries(tensors), metadata };
};

/** The value of a JSON text in UTF-8; undefined if the bytes are not one. */
const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

const parseHeader = (bytes: Uint8Array) => {
  const header = parsed(bytes);
  if (!isRecord(header)) {
    const text = new TextDecoder().decode(bytes.subarray(0, 40));
    throw new RangeError(`a safetensors header must be a JSON object, got ${text}`);
  }
  const { __metadata__: metadata = {}, ...rest } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === "string"))
    throw new RangeError(`__metadata__ must map text to text, got ${JSON.stringify(metadata)}`);
  const entries = Object.entries(rest).map(([name, entry]): [string, Entry] => {
    if (isEntry(entry)) return [name, entry];
    throw new RangeError(
      `${name} must have dtype F32, a shape, and data_offsets 4 bytes a number apart, got ${JSON.stringify(entry)}`,
    );
  });
  return { metadata: metadata as Record<string, string>, entries };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

const isEntry = (value: unknown): value is Entry => {
  if (!isRecord(value)) return false;
  const { dtype, shape, data_offsets: offsets } = value;
  if (dtype !== "F32" || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) return false;
  const [begin = 0, end = 0] = offsets;
  return end - begin === 4 * sizeOf(shape);
};

/** The format requires data without gaps or overlaps, up to the end of the file. */
const requireGapless = (entries: readonly [string, Entry][], size: number): void => {
  let expected = 0;
  const inOrder = entries.toSorted(([, { data_offsets: a }], [, { data_offsets: b }]) =>
    a[0] === b[0] ? a[1] - b[1] : a[0] - b[0],
  );
  for (const [name, entry] of inOrder) {
    const [begin, end] = entry.data_offsets;
    if (begin !== expected)
      throw new RangeError(`the data of ${name} must begin at ${expected}, got ${begin}`);
    expected = end;
  }
  if (expected !== size)
    throw new RangeError(`a safetensors file must have ${expected} bytes of data, got ${size}`);
};
