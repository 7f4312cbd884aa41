import { unzipSync } from "fflate";
import { InputError } from "./input-error.ts";
import { parseNpy } from "./npy.ts";
import type { NumericArray } from "./numeric-array.ts";

/**
 * Reads the arrays of a NumPy .npz file (a ZIP archive of .npy files) by name.
 * @param wanted which arrays to inflate; all when absent
 * @throws InputError when the archive or one of its arrays cannot be read
 */
export const parseNpz = (
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean = () => true,
): ReadonlyMap<string, NumericArray> => {
  const nameOf = (entry: string) => entry.replace(/\.npy$/, "");
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, {
      filter: ({ name }) => name.endsWith(".npy") && wanted(nameOf(name)),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `cannot read ${file}: it is not a whole .npz file (${why}); write it with numpy.savez`,
      { cause },
    );
  }
  return new Map(
    Object.entries(entries).map(([entry, content]) => [
      nameOf(entry),
      parseNpy(content, `${file}:${entry}`),
    ]),
  );
};
