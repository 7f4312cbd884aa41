import { type Rng, recipes, rng } from "@vae-lab/core";
import { lossOf } from "@vae-lab/core/training";
import type { BenchModel, Noise } from "./bench-model.ts";
import type { ModelSpec } from "./model-spec.ts";

const notHere = (): never => {
  throw new Error("cannot draw this noise: the benchmark supplies normal tensors only");
};

/** A generator for core that passes on the names of streams and takes noise from the benchmark. */
const named = (noise: Noise, path: readonly string[] = []): Rng => ({
  fold: (...labels) => named(noise, [...path, ...labels.map(String)]),
  normal: (shape) => noise(path.join("/"), shape),
  uniform: notHere,
  normals: notHere,
  uniforms: notHere,
  permutation: notHere,
});

/** The VAE of core, which trials train. */
export const coreVae = ({ hidden, latent }: ModelSpec): BenchModel => {
  const trainable = recipes.essayVae({ hidden: [...hidden], latentSize: latent });
  const loss = lossOf(trainable);
  return {
    initial: () => trainable.model.init(rng(1)),
    loss: (parameters, x, noise) => loss(parameters, { x }, named(noise)).loss,
  };
};
