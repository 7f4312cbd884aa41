import { fromTensors, gaussian, type Rng, type TrainedModel, type Vae } from "@vae-lab/core";
import { linearVaeOptimum } from "@vae-lab/core/exact";
import { linearVae } from "@vae-lab/core/models";

/** Rows of independent normals with the given variances: N·D. */
export const normalRows = (variances: readonly number[], count: number, rng: Rng): Float32Array =>
  rng
    .normals(count * variances.length)
    .map((e, i) => e * Math.sqrt(variances[i % variances.length] ?? 0));

/** The linear VAE of K units at its optimum for data N(0, diag variances), in their coordinates. */
export const linearOptimum = (
  variances: readonly number[],
  { latentSize: K, variance }: { readonly latentSize: number; readonly variance: number },
): TrainedModel<Vae> => {
  const D = variances.length;
  const optimum = linearVaeOptimum({ spectrum: [...variances], variance, latentSize: K });
  const units = optimum.units.slice(0, K);
  const [decoder, encoder] = [new Float32Array(K * D), new Float32Array(D * K)];
  units.forEach(({ w2, varMu }, k) => {
    decoder[k * D + k] = Math.sqrt(w2);
    encoder[k * K + k] = Math.sqrt(varMu / (variances[k] ?? 1));
  });
  const tensor = (shape: number[], values: ArrayLike<number>) => ({
    shape,
    values: Float32Array.from(values),
  });
  return fromTensors(
    linearVae({ dataSize: D, latentSize: K, likelihood: gaussian({ variance }) }),
    {
      "encoder.mean.weights": tensor([D, K], encoder),
      "encoder.mean.bias": tensor([K], new Float32Array(K)),
      "encoder.logVariance": tensor(
        [K],
        units.map(({ s2 }) => Math.log(s2)),
      ),
      "decoder.output.weights": tensor([K, D], decoder),
      "decoder.output.bias": tensor([D], new Float32Array(D)),
    },
  );
};
