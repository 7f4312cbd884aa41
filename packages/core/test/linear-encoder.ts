import { linearGaussianNumbers } from "../src/exact/linear-gaussian.ts";
import { fromTensors, gaussian, rng, type TrainedModel, type Vae } from "../src/index.ts";
import { linearVae } from "../src/models/index.ts";

/**
 * A linear-Gaussian model with drawn weights whose encoder is the exact posterior's mean plus
 * `offset` in each unit, and `spread` times the variances that are best for diagonal distributions.
 */
export const linearWithEncoder = ({
  dataSize: D,
  latentSize: K,
  variance = 1,
  offset = 0,
  spread = 1,
}: {
  dataSize: number;
  latentSize: number;
  variance?: number;
  offset?: number;
  spread?: number;
}): TrainedModel<Vae> => {
  const draws = rng(11).normals(K * D);
  // Units share a direction, so that p(z|x) is not diagonal
  const weights = draws.map((w, i) => (w + (i < D ? 0 : (draws[i % D] ?? 0))) / Math.sqrt(K));
  const bias = rng(12).normals(D);
  const { at, posteriorPrecision } = linearGaussianNumbers({ weights, bias, variance });
  // E[z|x] is affine in x: what it is at 0 and at each unit vector tells it
  const unit = (d: number) => Float64Array.from({ length: D }, (_, i) => (i === d ? 1 : 0));
  const { posteriorMean: origin } = at(new Float64Array(D));
  const columns = Array.from({ length: D }, (_, d) =>
    at(unit(d)).posteriorMean.map((m, k) => m - (origin[k] ?? 0)),
  );
  const scalars = (shape: number[], values: ArrayLike<number>) => ({
    shape,
    values: Float32Array.from(values),
  });
  const precisions = origin.map((_, k) => posteriorPrecision[k * K + k] ?? 1);
  const model = linearVae({ dataSize: D, latentSize: K, likelihood: gaussian({ variance }) });
  return fromTensors(model, {
    "encoder.mean.weights": scalars(
      [D, K],
      columns.flatMap((column) => [...column]),
    ),
    "encoder.mean.bias": scalars(
      [K],
      origin.map((m) => m + offset),
    ),
    "encoder.logVariance": scalars(
      [K],
      precisions.map((p) => Math.log(spread / p)),
    ),
    "decoder.output.weights": scalars([K, D], weights),
    "decoder.output.bias": scalars([D], bias),
  });
};
