// Preparing images

export { binarised } from "./binarised.ts";
export { dequantised } from "./dequantised.ts";
export { meanPooled, type Pooling } from "./mean-pooled.ts";

// Data of any shape and range

export {
  type AffineTransform,
  applyTransform,
  logScale,
  type PerColumn,
  undoTransform,
} from "./affine-transform.ts";
export { type SampleShape, sampleAxes, sampleLength } from "./sample-shape.ts";

// Minibatches

export type { Minibatch, Scheduled } from "./minibatch.ts";
