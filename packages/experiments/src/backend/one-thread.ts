/**
 * One thread of TensorFlow: processes do not compete for cores, and sums are added in the same order
 * each time.
 */
export const oneThread = {
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  OMP_NUM_THREADS: "1",
} as const;
