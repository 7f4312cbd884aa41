/** Images of one split, row-major grey values, and what each shows. */
export interface GreySplit {
  /** size·height·width grey values in 0..255. */
  readonly pixels: Uint8Array;
  /** One class (or count) per image. */
  readonly labels: Uint8Array;
  readonly size: number;
}

/** Both splits, as grey values. */
export interface GreyDataset {
  readonly train: GreySplit;
  readonly test: GreySplit;
  readonly width: number;
  readonly height: number;
}

/** One split as a model reads it. */
export interface Split {
  /** size·height·width values in [0, 1], row-major. */
  readonly images: Float32Array;
  readonly labels: Uint8Array;
  readonly size: number;
}

export interface Dataset {
  /** SHA-256 of the sizes, the pixels and the labels, in hexadecimal. */
  readonly hash: string;
  readonly train: Split;
  readonly test: Split;
  readonly width: number;
  readonly height: number;
}

/** The number of images of each split. Default: all. */
export interface Sizes {
  readonly trainSize?: number | undefined;
  readonly testSize?: number | undefined;
}
