/** Images of one split, row-major grey values, and what each shows. */
export interface GreySplit {
  /** size·height·width grey values in 0..255. */
  readonly pixels: Uint8Array;
  /** One class (or count) per image. */
  readonly labels: Uint8Array;
  readonly size: number;
}

/** Both splits of a built-in data set, as grey values. */
export interface GreyDataset {
  readonly train: GreySplit;
  readonly test: GreySplit;
  readonly width: number;
  readonly height: number;
}
