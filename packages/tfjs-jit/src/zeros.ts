import * as tf from "@tensorflow/tfjs";

/** Rows looked at: enough to tell a fifth from a third. */
const looked = 256;

/** A larger share of other numbers costs more than passing over the zeros saves. */
const mostOthers = 0.25;

/** Whether few numbers of float32 rows [N, …] differ from 0, judged by rows from all over them. */
export function isMostlyZero(rows: tf.Tensor): boolean {
  const [count = 0] = rows.shape;
  if (rows.dtype !== "float32" || rows.rank < 2 || rows.size === 0) return false;
  const all = Math.min(looked, count);
  const places = Int32Array.from({ length: all }, (_, i) => Math.floor((i * count) / all));
  const [share = 1] = tf.tidy(() =>
    tf.gather(rows, tf.tensor1d(places, "int32")).notEqual(0).cast("float32").mean().dataSync(),
  );
  return share <= mostOthers;
}
