/** What one sample of a data set is: an image, row-major with its channels last, or a vector. */
export type SampleShape =
  | {
      readonly kind: "image";
      readonly height: number;
      readonly width: number;
      readonly channels: number;
    }
  | {
      readonly kind: "vector";
      readonly length: number;
      /** Names of the values, `length` of them, if they have names. */
      readonly columns?: readonly string[];
    };

/** D: how many values a sample has. */
export const sampleLength = (shape: SampleShape): number =>
  shape.kind === "vector" ? shape.length : shape.height * shape.width * shape.channels;

/** The axes of a sample: [H, W, C] or [D]. */
export const sampleAxes = (shape: SampleShape): readonly number[] =>
  shape.kind === "image" ? [shape.height, shape.width, shape.channels] : [shape.length];
