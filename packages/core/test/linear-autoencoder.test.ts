import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { adam, gaussian, rng, type TrainedModel, toTensors } from "../src/index.ts";
import { autoencoder, denoisingAutoencoder, gaussianNoise } from "../src/models/index.ts";
import { fixedNoise } from "./fixed-noise.ts";
import { minimise } from "./minimise.ts";

const [N, D] = [60, 5];

/** Centred data with a spectrum of its own, in a random basis. */
const data = () => {
  const scales = Matrix.diag([2, 1.4, 1, 0.6, 0.3]);
  const basis = Matrix.from1DArray(D, D, [...rng(1).normals(D * D)]);
  const raw = Matrix.from1DArray(N, D, [...rng(2).normals(N * D)])
    .mmul(scales)
    .mmul(basis);
  return raw.center("column");
};
const numbers = (matrix: Matrix) => Float32Array.from(matrix.to1DArray());
const covarianceOf = (x: Matrix) => x.transpose().mmul(x).div(x.rows);

/** The map from an input to its reconstruction, as one matrix. */
const throughput = (trained: TrainedModel, K: number) => {
  const parameters = toTensors(trained);
  const weights = (name: string, rows: number, columns: number) =>
    Matrix.from1DArray(rows, columns, [...(parameters[`${name}.weights`]?.values ?? [])]);
  return weights("encoder.code", D, K).mmul(weights("decoder.output", K, D));
};
const distance = (a: Matrix, b: Matrix) => Matrix.sub(a, b).norm() / b.norm();

test("a linear autoencoder projects on the first principal components", () => {
  const x = data();
  const K = 2;
  const trained = minimise(
    {
      model: autoencoder({
        dataSize: D,
        latentSize: K,
        hidden: [],
        likelihood: gaussian({ variance: 0.5 }),
      }),
      optimizer: adam(),
    },
    numbers(x),
    rng(1),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covarianceOf(x), {
    assumeSymmetric: true,
  });
  // In ascending order: the last two columns are the first two components.
  const components = eigenvectorMatrix.subMatrix(0, D - 1, D - K, D - 1);
  expect(distance(throughput(trained, K), components.mmul(components.transpose()))).toBeLessThan(
    1e-3,
  );
  const discarded = realEigenvalues.slice(0, D - K).reduce((sum, l) => sum + l, 0);
  const reconstructed = x.mmul(throughput(trained, K));
  const squaredError = Matrix.sub(x, reconstructed).norm() ** 2 / N;
  expect(Math.abs(squaredError / discarded - 1)).toBeLessThan(1e-4);
  trained.dispose();
});

test("a linear denoising autoencoder shrinks each principal direction by λ/(λ + ν)", () => {
  const x = data();
  const sd = 0.8;
  // Each example 2D times, with the noise ±√D along each axis: exact for a squared error.
  const points = 2 * D;
  const repeated = new Matrix(N * points, D);
  const noise = new Float32Array(N * points * D);
  for (let row = 0; row < N * points; row++) {
    repeated.setRow(row, x.getRowVector(Math.floor(row / points)));
    const point = row % points;
    noise[row * D + (point >> 1)] = point % 2 === 0 ? Math.sqrt(D) : -Math.sqrt(D);
  }
  const trained = minimise(
    {
      model: denoisingAutoencoder({
        dataSize: D,
        latentSize: D,
        hidden: [],
        likelihood: gaussian({ variance: 0.5 }),
        corruption: gaussianNoise({ sd }),
      }),
      optimizer: adam(),
    },
    numbers(repeated),
    fixedNoise(() => noise),
  );
  const { realEigenvalues, eigenvectorMatrix: U } = new EigenvalueDecomposition(covarianceOf(x), {
    assumeSymmetric: true,
  });
  const shrinkage = Matrix.diag(realEigenvalues.map((lambda) => lambda / (lambda + sd ** 2)));
  expect(distance(throughput(trained, D), U.mmul(shrinkage).mmul(U.transpose()))).toBeLessThan(
    1e-3,
  );
  trained.dispose();
});
