import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { elboTerms, fromTensors, gaussian, rng } from "../src/index.ts";
import { linearVae } from "../src/models/index.ts";
import { sigmaPoints } from "./fixed-noise.ts";

const [D, K, N] = [5, 3, 7];

const logDeterminant = (symmetric: Matrix) =>
  new EigenvalueDecomposition(symmetric).realEigenvalues.reduce((sum, l) => sum + Math.log(l), 0);

test.each([0.3, 1, 2.5])(
  "log p(x) = ELBO + KL(q(z|x)‖p(z|x)) for any linear-Gaussian model, here with σ² = %d",
  (variance) => {
    const model = linearVae({ dataSize: D, latentSize: K, likelihood: gaussian({ variance }) });
    const draw = (label: string, n: number) => rng(1).fold(label).normals(n);
    const values = Object.fromEntries(
      Object.entries(model.shapes).map(([name, shape]) => [
        name,
        {
          shape,
          values: draw(
            name,
            shape.reduce((a, b) => a * b, 1),
          ),
        },
      ]),
    );
    const trained = fromTensors(model, values);
    const x = draw("data", N * D);
    // E_q log p(x|z) is quadratic in the noise: sigma points integrate it exactly.
    const terms = elboTerms(trained, x, { rng: sigmaPoints, samples: 2 * K });
    trained.dispose();

    const matrix = (name: string, rows: number, columns: number) =>
      Matrix.from1DArray(rows, columns, [...(values[name]?.values ?? [])]);
    const W = matrix("decoder.output.weights", K, D);
    const b = matrix("decoder.output.bias", 1, D);
    const V = matrix("encoder.mean.weights", D, K);
    const c = matrix("encoder.mean.bias", 1, K);
    const s2 = [...(values["encoder.logVariance"]?.values ?? [])].map(Math.exp);
    const marginal = W.transpose().mmul(W).add(Matrix.eye(D).mul(variance));
    const precision = W.mmul(W.transpose()).div(variance).add(Matrix.eye(K));

    for (let n = 0; n < N; n++) {
      const row = Matrix.rowVector([...x.subarray(n * D, (n + 1) * D)]);
      const centred = Matrix.sub(row, b);
      const quadratic = centred.mmul(inverse(marginal)).mmul(centred.transpose()).get(0, 0);
      const logP = -(quadratic + logDeterminant(marginal) + D * Math.log(2 * Math.PI)) / 2;

      const mean = row.mmul(V).add(c);
      const posteriorMean = centred.mmul(W.transpose()).mmul(inverse(precision)).div(variance);
      const gap = Matrix.sub(mean, posteriorMean);
      const trace = s2.reduce((sum, s, k) => sum + s * precision.get(k, k), 0);
      const mahalanobis = gap.mmul(precision).mmul(gap.transpose()).get(0, 0);
      const logS2 = s2.reduce((sum, s) => sum + Math.log(s), 0);
      const kl = (trace + mahalanobis - K - logS2 - logDeterminant(precision)) / 2;

      const elbo = (terms.reconstruction[n] ?? 0) - (terms.rate[n] ?? 0);
      expect(Math.abs(logP - elbo - kl)).toBeLessThan(1e-5 * Math.abs(logP - kl));
    }
  },
);
