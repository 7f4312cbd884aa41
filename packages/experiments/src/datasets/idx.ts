import { InputError } from "../input-error.ts";

/** An array of unsigned bytes as an IDX file holds it (LeCun's format for MNIST). */
export interface Idx {
  readonly axes: readonly number[];
  readonly values: Uint8Array;
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;

/**
 * Reads an IDX file of unsigned bytes with `rank` axes.
 * Layout: 00 00 08 rank, then each axis as a big-endian uint32, then the values row-major.
 * @throws InputError that names the file, the rule and the values found.
 */
export const parseIdx = (bytes: Uint8Array, file: string, rank: number): Idx => {
  const header = 4 + 4 * rank;
  if (bytes.length < header)
    throw new InputError(`${file}: the IDX header must hold ${header} bytes, got ${bytes.length}`);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = 0x0800 + rank;
  if (magic !== expected)
    throw new InputError(
      `${file}: the IDX magic number must be ${hex(expected)} (unsigned bytes, ${rank} axes), got ${hex(magic)}`,
    );

  const axes = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const length = axes.reduce((product, axis) => product * axis, 1);
  if (bytes.length !== header + length)
    throw new InputError(
      `${file}: axes ${axes.join(" × ")} must be followed by ${length} bytes, got ${bytes.length - header}`,
    );
  return { axes, values: bytes.subarray(header) };
};
