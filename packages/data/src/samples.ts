import type { SampleShape } from "@vae-lab/core/data";

/** A class of each sample, as an index into the names of the classes. */
export interface Labels {
  readonly index: Int32Array;
  readonly classes: readonly string[];
}

/** The samples of one file or folder. */
export interface Samples {
  readonly size: number;
  readonly shape: SampleShape;
  /** size · D values, sample by sample; bytes stay bytes. */
  readonly values: Uint8Array | Float32Array;
  /** The type in the file: NumPy's name of it, or `text` for tables. */
  readonly type: string;
  readonly labels?: Labels;
}

/** `28 × 28 grey image`, `32 × 32 image of 3 channels`, `vector of 42`. */
export const sampleText = (shape: SampleShape): string => {
  if (shape.kind === "vector") return `vector of ${shape.length}`;
  const size = `${shape.height} × ${shape.width}`;
  return shape.channels === 1
    ? `${size} grey image`
    : `${size} image of ${shape.channels} channels`;
};
