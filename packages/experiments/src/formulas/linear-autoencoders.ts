import { rng } from "@vae-lab/core/random";
import { Matrix, QrDecomposition } from "ml-matrix";
import type { ExactValue } from "../studies/evidence.ts";

/** Eigenvalues of the data's covariance; the code has three units. */
const lambdas = [4, 2, 1, 0.5, 0.25, 0.1];
const D = lambdas.length;
const K = 3;

const normals = (rows: number, columns: number, name: string): Matrix =>
  Matrix.from1DArray(
    rows,
    columns,
    rng(1)
      .fold(name)
      .normals(rows * columns),
  );

/** The directions of the data, a random orthogonal matrix. */
const directions = new QrDecomposition(normals(D, D, "directions")).orthogonalMatrix;
const covariance = directions.mmul(Matrix.diag(lambdas)).mmul(directions.transpose());

const size = (matrix: Matrix): number => Math.hypot(...matrix.to1DArray());

/**
 * The minimum of E‖x − WV(x + noise)‖², x with the covariance Σ and noise of the given variance ν, by
 * gradient descent from random weights: ∂/∂(WV) = 2(WV(Σ + νI) − Σ). Returns W and WV.
 */
const descend = (noise: number, start: string) => {
  const input = Matrix.add(covariance, Matrix.eye(D).mul(noise));
  let W = normals(D, K, `${start}, decoder`).mul(0.3);
  let V = normals(K, D, `${start}, encoder`).mul(0.3);
  for (let step = 0; step < 100_000; step++) {
    const slope = W.mmul(V).mmul(input).sub(covariance).mul(2);
    const [byW, byV] = [slope.mmul(V.transpose()), W.transpose().mmul(slope)];
    if (Math.hypot(size(byW), size(byV)) < 1e-13) break;
    W = Matrix.sub(W, byW.mul(0.05));
    V = Matrix.sub(V, byV.mul(0.05));
  }
  return { decoder: W, map: W.mmul(V) };
};

/** The sine of the largest angle between the columns of a matrix and the first K directions. */
const angleTo = (columns: Matrix): number => {
  const Q = new QrDecomposition(columns).orthogonalMatrix;
  const others = directions.subMatrix(0, D - 1, K, D - 1);
  return size(others.transpose().mmul(Q));
};

/** How much of each direction a map keeps, uᵢᵀWVuᵢ. */
const gainsOf = (map: Matrix): number[] =>
  Matrix.mul(directions, map.mmul(directions))
    .transpose()
    .to2DArray()
    .map((column) => column.reduce((sum, value) => sum + value, 0));

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

const noises = [0, 0.25, 1];

/**
 * What a linear autoencoder learns, with and without noise on its input, found by gradient descent:
 * the angle to the principal directions (Baldi & Hornik 1989), and the gains, which are λ/(λ + ν) under
 * noise of variance ν (Bishop 1995). The error is the difference between two random starts.
 */
export const linearAutoencoders = (): ExactValue[] =>
  noises.flatMap((noise) => {
    const [one, two] = [descend(noise, "first start"), descend(noise, "second start")];
    const predicted = lambdas.map((lambda, i) => (i < K ? lambda / (lambda + noise) : 0));
    const gains = gainsOf(one.map);
    const error = largestDifference(one.map.to1DArray(), two.map.to1DArray()) + 1e-12;
    return [
      {
        quantity: "sine of the angle to the principal directions",
        at: { noise },
        value: angleTo(one.decoder),
        error,
        unit: "",
      },
      {
        quantity: "largest difference of a gain from λ/(λ + noise)",
        at: { noise },
        value: largestDifference(gains, predicted),
        error,
        unit: "",
      },
      ...gains.map((value, i) => ({
        quantity: "gain",
        at: { noise, lambda: lambdas[i] ?? Number.NaN },
        value,
        error,
        unit: "",
      })),
    ];
  });
