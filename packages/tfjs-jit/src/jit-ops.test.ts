import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numbers } from "../test/numbers.ts";
import { jit } from "./jit.ts";
import { statelessNormal } from "./noise.ts";

const x = numbers<tf.Rank.R2>([5, 4], 1);
const w = numbers<tf.Rank.R2>([4, 3], 2);
const images = numbers<tf.Rank.R4>([2, 8, 8, 3], 3);
const filters = numbers<tf.Rank.R4>([3, 3, 3, 4], 4);
const labels = tf.tensor1d([0, 2, 1, 1, 0], "int32");

const functions: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  "a dense layer": () => x.matMul(w).add(1).relu(),
  "a fused dense layer": () => tf.fused.matMul({ a: x, b: w, activation: "sigmoid" }),
  "a strided convolution": () => tf.conv2d(images, filters, 2, "same").elu(),
  "pooling and transposition": () =>
    tf.avgPool(tf.maxPool(images, 2, 2, "valid"), 2, 1, "same").transpose([0, 3, 1, 2]),
  "a transposed convolution": () =>
    tf.conv2dTranspose(images, filters.transpose([0, 1, 3, 2]), [2, 16, 16, 4], 2, "same"),
  "softmax and its logarithm": () => tf.concat([x.softmax(), tf.logSoftmax(x)], 1),
  "log Σ exp that keeps its axis": () => x.logSumExp(1, true),
  "comparisons and choices": () => tf.where(x.greater(0), x.square(), x.neg()),
  "slices, padding and reversal": () =>
    x
      .slice([1, 0], [3, 2])
      .pad([
        [0, 1],
        [1, 0],
      ])
      .reverse(0),
  "stacking and unstacking": () => tf.unstack(tf.stack([x, x.exp()], 1), 1),
  "one-hot rows": () => tf.oneHot(labels, 3).cast("float32").matMul(w, false, true),
  "rows by index": () => tf.gather(x, labels),
  "the largest numbers and their places": () => [x.argMax(1), x.topk(2).values, x.max(0)],
  "cumulative sums": () => x.cumsum(1, true),
  booleans: () => x.greater(0).logicalAnd(x.less(0.5)),
  "a gradient": () => tf.grad((y) => y.matMul(w).tanh().square().mean())(x),
  "a new axis": () => [x.expandDims(1), x.expandDims(-1), x.expandDims(0).mul(2)],
  "tiles and repeats": () => x.tile([2, 3]),
  "products, powers and remainders": () => [
    x.prod(0),
    x.pow(2),
    x.mod(0.3),
    x.floorDiv(0.2),
    x.cumprod(0),
  ],
  angles: () => [x.atan2(x.square()), x.sin(), x.cosh(), x.erf(), x.asinh(), x.expm1()],
  "roundings and signs": () => [x.round(), x.ceil(), x.floor(), x.sign(), x.clipByValue(-0.2, 0.3)],
  activations: () => [
    x.elu(),
    x.selu(),
    x.leakyRelu(0.1),
    x.prelu(tf.scalar(0.2)),
    x.softplus(),
    x.relu6(),
  ],
  "every and any": () => [
    x.greater(0).all(1),
    x.greater(0).any(),
    x.notEqual(x),
    x.isNaN(),
    x.isFinite(),
  ],
  "ranges and diagonals": () => [
    tf.range(0, 5),
    tf.linspace(0, 1, 7),
    tf.eye(3),
    tf.diag(tf.range(0, 3)),
  ],
  "an outer product by name": () => tf.einsum("ij,jk->ik", x, w),
  "a depthwise convolution": () =>
    tf.depthwiseConv2d(images, filters.slice([0, 0, 0, 0], [3, 3, 3, 2]), 1, "same"),
  "a convolution in space": () =>
    tf.conv3d(images.expandDims(0) as tf.Tensor5D, filters.expandDims(0) as tf.Tensor5D, 1, "same"),
  resizing: () => [
    tf.image.resizeBilinear(images, [5, 11]),
    tf.image.resizeNearestNeighbor(images, [4, 9]),
  ],
  "normalisation of a batch": () =>
    tf.batchNorm(images, tf.zeros([3]), tf.ones([3]), tf.zeros([3]), tf.ones([3])),
  "local response normalisation": () => tf.localResponseNormalization(images, 2),
  "mirrored padding": () =>
    tf.mirrorPad(
      x,
      [
        [1, 2],
        [2, 1],
      ],
      "reflect",
    ),
  "strided slices": () => x.stridedSlice([0, 0], [5, 4], [2, 3]),
  "space to batch and back": () => [
    tf.spaceToBatchND(
      images,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
    tf.depthToSpace(tf.concat([images, images.slice([0, 0, 0, 0], [2, 8, 8, 1])], 3), 2),
  ],
  "scattering and gathering": () => [
    tf.scatterND(tf.tensor2d([[1], [4]], [2, 1], "int32"), x.slice([0, 0], [2, 4]), [5, 4]),
    tf.gatherND(
      x,
      tf.tensor2d(
        [
          [1, 2],
          [4, 0],
        ],
        [2, 2],
        "int32",
      ),
    ),
    tf.unsortedSegmentSum(x, labels, 3),
  ],
  counting: () => tf.bincount(labels, tf.tensor1d([]), 3),
  "gradients of a convolutional block": () =>
    tf.grads((a: tf.Tensor, k: tf.Tensor) => {
      const features: tf.Tensor4D = tf.conv2d(a as tf.Tensor4D, k as tf.Tensor4D, 1, "valid").elu();
      return tf.avgPool(features, 2, 2, "same").square().sum();
    })([images, filters]),
  "gradients of choices": () =>
    tf.grads((a: tf.Tensor, b: tf.Tensor) =>
      tf
        .stack([
          a.max(1),
          a.logSumExp(1),
          tf.gather(a, labels).sum(1),
          a.prod(1),
          a.cumsum(1).norm("euclidean", 1),
        ])
        .sum()
        .add(a.matMul(b).softmax().log().mean())
        .add(a.abs().sqrt().sum()),
    )([x, w]),
  "a seeded stateless draw": () => statelessNormal([7, 2], [3, -4]),
};

describe.each(Object.entries(functions))("%s", (_, f) => {
  test("has the same result compiled", () => {
    const compiled = jit(f);
    const [expected, got] = [f(), compiled()].map((result) => [result].flat());
    compiled.dispose();
    expect(got?.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
      expected?.map(({ shape, dtype }) => ({ shape, dtype })),
    );
    for (const [i, tensor] of (got ?? []).entries()) {
      expect(tensor.dataSync()).toBeNear(expected?.[i]?.dataSync() ?? [], 1e-6);
    }
  });
});
