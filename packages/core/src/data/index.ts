// Preparing images

export { binarised } from "./binarised.ts";
export { dequantised } from "./dequantised.ts";
export { meanPooled, type Pooling } from "./mean-pooled.ts";

// Minibatches

export type { Minibatch, Scheduled } from "./minibatch.ts";
