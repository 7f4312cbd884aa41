import { zipSync } from "fflate";
import { encodeNpy, type WritableArray } from "./encode-npy.ts";

/** A NumPy .npz file: the arrays by name, compressed. */
export const encodeNpz = (arrays: Readonly<Record<string, WritableArray>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(arrays).map(([name, array]) => [`${name}.npy`, encodeNpy(array)]),
    ),
  );
