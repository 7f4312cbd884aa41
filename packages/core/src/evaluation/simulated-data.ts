import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Prior } from "../distributions/distribution.ts";
import { requireParameters } from "../models/checked-input.ts";
import type { Decoder } from "../models/decoder.ts";
import type { Parameters } from "../networks/parameters.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { write } from "./chunks.ts";
import type { Evaluated, GenerativeModel } from "./evidence-model.ts";

/** A generative model that can be sampled: z from p(z), x from p(x|z). */
export interface DrawingModel extends GenerativeModel, Pick<Decoder, "sampleData"> {
  prior(parameters: Parameters): Prior;
}

const rowsAtOnce = 512;

/** N samples of the model, x [N·D], with their codes z [N·K]. */
export const simulatedData = (
  evaluated: Evaluated<DrawingModel>,
  N: number,
  rng: Rng,
): { readonly x: Float32Array; readonly z: Float32Array } => {
  const { model, parameters } = requireParameters(evaluated);
  requireRng("rng", rng);
  requireCount("the rows to be drawn", N);
  const { dataSize: D, latentSize: K } = model;
  const drawn = { x: new Float32Array(N * D), z: new Float32Array(N * K) };
  for (let start = 0; start < N; start += rowsAtOnce)
    tf.tidy(() => {
      const noise = rng.fold("rows from", start);
      const shape = [1, Math.min(rowsAtOnce, N - start), K];
      const z = model.prior(parameters).sample(noise.fold("codes"), shape);
      write(drawn.z, start * K, z);
      write(drawn.x, start * D, model.sampleData(parameters, z, noise.fold("data")));
    });
  return drawn;
};
