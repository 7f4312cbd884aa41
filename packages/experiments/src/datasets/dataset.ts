import type { AffineTransform, SampleShape } from "@vae-lab/core/data";

/** One split as a model reads it. */
export interface Split {
  /** size·D values, sample by sample, as the model takes them. */
  readonly values: Float32Array;
  /** The class of each sample, as an index into the data set's classes; absent without labels. */
  readonly labels?: Int32Array;
  readonly size: number;
}

export interface Dataset {
  /** The name that people read. */
  readonly name: string;
  /** SHA-256 of all that a training and its evaluation read, in hexadecimal; the name is not. */
  readonly hash: string;
  /** What one sample is. */
  readonly shape: SampleShape;
  readonly train: Split;
  readonly test: Split;
  /** Whether training values are grey, to be drawn anew as bits at each step; test values then are bits. */
  readonly binarise?: "dynamic";
  /** Names of the classes; absent without labels. */
  readonly classes?: readonly string[];
  /** How the values were made from the data, if they are not the data themselves. */
  readonly transform?: AffineTransform;
}

/** The number of samples of each split. Default: all. */
export interface Sizes {
  readonly trainSize?: number | undefined;
  readonly testSize?: number | undefined;
}
