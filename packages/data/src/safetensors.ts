import { aligned, type ElementType, elementTypes } from "./element-types.ts";
import { InputError } from "./input-error.ts";
import { elementCount, type NumericArray, shapeText } from "./numeric-array.ts";

const types: Readonly<Record<string, ElementType>> = {
  BOOL: elementTypes.bool,
  U8: elementTypes.uint8,
  I8: elementTypes.int8,
  U16: elementTypes.uint16,
  I16: elementTypes.int16,
  U32: elementTypes.uint32,
  I32: elementTypes.int32,
  U64: elementTypes.uint64,
  I64: elementTypes.int64,
  F16: elementTypes.float16,
  BF16: elementTypes.bfloat16,
  F32: elementTypes.float32,
  F64: elementTypes.float64,
};

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

const isEntry = (value: unknown): value is Entry => {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Partial<Entry>;
  const areSizes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((size) => Number.isSafeInteger(size) && size >= 0);
  return typeof dtype === "string" && areSizes(shape) && areSizes(offsets) && offsets.length === 2;
};

const readHeader = (bytes: Uint8Array, file: string) => {
  const broken = (why: string) =>
    new InputError(`cannot read ${file}: it is not a whole safetensors file (${why})`);
  if (bytes.length < 8) throw broken(`${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Number(view.getBigUint64(0, true));
  if (size > bytes.length - 8) throw broken(`its header needs ${size} bytes`);
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size)));
    if (typeof header === "object" && header !== null) return { header, dataStart: 8 + size };
  } catch (cause) {
    throw new InputError(broken("its header is not JSON").message, { cause });
  }
  throw broken("its header is not an object");
};

/**
 * Reads the tensors of a safetensors file by name.
 * https://github.com/huggingface/safetensors#format
 * @param wanted which tensors to read; all when absent
 * @throws InputError when the file is damaged or a type is not supported
 */
export const parseSafetensors = (
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean = () => true,
): ReadonlyMap<string, NumericArray> => {
  const { header, dataStart } = readHeader(bytes, file);
  const tensors = Object.entries(header).filter(
    ([name]) => name !== "__metadata__" && wanted(name),
  );
  return new Map(
    tensors.map(([name, entry]): [string, NumericArray] => {
      if (!isEntry(entry))
        throw new InputError(`cannot read ${file}: tensor ${name} has no type, shape and offsets`);
      const { dtype, shape, data_offsets: offsets } = entry;
      const type = Object.hasOwn(types, dtype) ? types[dtype] : undefined;
      if (type === undefined)
        throw new InputError(
          `cannot read ${file}: tensor ${name} must have one of the types ${Object.keys(types).join(", ")} (got ${dtype})`,
        );
      const count = elementCount(shape);
      const content = bytes.subarray(dataStart + offsets[0], dataStart + offsets[1]);
      if (content.length !== count * type.bytes)
        throw new InputError(
          `cannot read ${file}: tensor ${name} of shape ${shapeText(shape)} needs ${count * type.bytes} bytes (got ${content.length}); the file is damaged`,
        );
      const { buffer, at } = aligned(content, type.bytes);
      return [name, { dtype: type.name, shape, values: type.decode(buffer, count, at) }];
    }),
  );
};
