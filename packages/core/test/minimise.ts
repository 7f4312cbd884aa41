import * as tf from "@tensorflow/tfjs";
import { Matrix } from "ml-matrix";
import {
  fromTensors,
  type Rng,
  rng,
  type Trainable,
  type TrainedModel,
  type toTensors,
} from "../src/index.ts";
import type { Parameters } from "../src/networks/index.ts";
import { lossAndGradients, lossOf } from "../src/training/index.ts";

/**
 * The parameters at a minimum of a trainable's own loss on all data with the noise given, by BFGS
 * (Nocedal & Wright 2006, ch. 6) from the model's own beginning. Losses are float32, so a step may
 * raise them by their rounding: the last digits are got from the gradients.
 */
export const minimise = <T extends Trainable>(
  trainable: T,
  data: Float32Array,
  noise: Rng,
  iterations = 200,
): TrainedModel<T["model"]> => {
  const model: T["model"] = trainable.model;
  const names = Object.keys(model.shapes);
  const evaluate = evaluation(trainable, data, noise);
  const tensorsAt = (point: Matrix) => unpack(model.shapes, point.getColumn(0));

  const start = tf.tidy(() => {
    const init: Parameters = model.init(rng(1));
    return pack(names.map((name) => init[name]?.dataSync() ?? []));
  });
  let x = Matrix.columnVector(start);
  let H = Matrix.eye(x.rows).mul(0.1);
  let now = evaluate(tensorsAt(x));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const g = Matrix.columnVector(now.gradient);
    if (g.norm() < 1e-6) break;
    let step = H.mmul(g).neg();
    let next = evaluate(tensorsAt(Matrix.add(x, step)));
    while (!(next.loss <= now.loss + 1e-6 * Math.abs(now.loss)) && step.norm() > 1e-9) {
      step = step.mul(0.5);
      next = evaluate(tensorsAt(Matrix.add(x, step)));
    }
    const y = Matrix.sub(Matrix.columnVector(next.gradient), g);
    const curvature = step.dot(y);
    x = Matrix.add(x, step);
    now = next;
    if (curvature > 1e-12) {
      const left = Matrix.eye(x.rows).sub(step.mmul(y.transpose()).div(curvature));
      H = left.mmul(H).mmul(left.transpose()).add(step.mmul(step.transpose()).div(curvature));
    }
  }
  return fromTensors(model, tensorsAt(x));
};

type Shapes = Trainable["model"]["shapes"];

const pack = (parts: ArrayLike<number>[]): number[] => parts.flatMap((part) => Array.from(part));

const unpack = (shapes: Shapes, numbers: readonly number[]): ReturnType<typeof toTensors> => {
  let end = 0;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const begin = end;
      end += shape.reduce((product, size) => product * size, 1);
      return [name, { shape, values: Float32Array.from(numbers.slice(begin, end)) }];
    }),
  );
};

const evaluation = (trainable: Trainable, data: Float32Array, noise: Rng) => {
  const loss = lossOf(trainable);
  const { dataSize, shapes } = trainable.model;
  return (plain: ReturnType<typeof toTensors>) =>
    tf.tidy(() => {
      const parameters = Object.fromEntries(
        Object.entries(plain).map(([name, p]) => [name, tf.tensor(p.values, [...p.shape])]),
      );
      const N = data.length / dataSize;
      const minibatch = { x: tf.tensor2d(data, [N, dataSize]), rows: tf.range(0, N, 1, "int32") };
      const { names, values, gradients } = lossAndGradients(loss, parameters, minibatch, noise);
      const value = values.dataSync()[names.indexOf("loss")] ?? Number.NaN;
      values.dispose();
      const gradient = pack(Object.keys(shapes).map((name) => gradients[name]?.dataSync() ?? []));
      return { loss: value, gradient };
    });
};
