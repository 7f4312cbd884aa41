import * as tf from "@tensorflow/tfjs";
import { type Kernels, kernels } from "./kernels.ts";

/** Enough rows to tell a share of a fifth from a third. */
const sampledRows = 256;

/** With a larger share of other numbers skipping the zeros costs as much as it saves. */
const maxNonZero: Readonly<Record<Kernels, number>> = { "tfjs-jit": 0.3, TensorFlow: 0.25 };

/** Whether most numbers of float32 rows [N, …] are 0, judged by evenly spaced rows. */
export function isMostlyZero(rows: tf.Tensor): boolean {
  const [count = 0] = rows.shape;
  if (rows.dtype !== "float32" || rows.rank < 2 || rows.size === 0) return false;
  const length = Math.min(sampledRows, count);
  const sample = Int32Array.from({ length }, (_, i) => Math.floor((i * count) / length));
  const [share = 1] = tf.tidy(() =>
    tf.gather(rows, tf.tensor1d(sample, "int32")).notEqual(0).cast("float32").mean().dataSync(),
  );
  return share <= maxNonZero[kernels()];
}
