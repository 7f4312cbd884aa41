import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { ShapeError } from "../tensors/shapes.ts";

/** [.., U·C] → [.., U, C]. */
export const grouped = (codes: tf.Tensor, classes: number): tf.Tensor => {
  const K = codes.shape.at(-1) ?? 0;
  return codes.reshape([...codes.shape.slice(0, -1), K / classes, classes]);
};

/** [.., U, C] → [.., U·C]. */
export const ungrouped = (groups: tf.Tensor): tf.Tensor =>
  groups.reshape([...groups.shape.slice(0, -2), -1]);

/**
 * One-hot codes of the largest entry in each group: [.., U·C] → [.., U·C], without gradient. The cast
 * comes afterwards, because WebAssembly's oneHot writes integer bits into float32 outputs.
 */
export const hardest = (codes: tf.Tensor, classes: number): tf.Tensor =>
  ungrouped(tf.oneHot(grouped(codes, classes).argMax(-1), classes).cast("float32"));

/** @throws RangeError, ShapeError unless the last axis consists of whole groups of C ≥ 2 */
export const requireGroups = (name: string, codes: tf.Tensor, classes: number): void => {
  requireCount("classes", classes, 2);
  const K = codes.shape.at(-1) ?? 0;
  if (K === 0 || K % classes !== 0)
    throw new ShapeError(
      `${name} must have a whole number of groups of ${classes}, got [${codes.shape}]`,
    );
};
