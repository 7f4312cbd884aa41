import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { bfloat16, drawFrom, kernels, sgd } from "tfjs-jit";
import { native, wasm } from "../backends.ts";
import type { BenchModel } from "../models/bench-model.ts";
import { buildModel } from "../models/build-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import { bfloat16Product } from "./bfloat16-product.ts";
import { type Compilation, compiled } from "./compiled.ts";
import { eager } from "./eager.ts";
import type { Engine } from "./engine.ts";
import { learningRate, noiseDrawnOnce, seedsOf, streamsOf } from "./minibatches.ts";
import { products } from "./products.ts";

const compiledBy =
  (compilation: (model: BenchModel, spec: ModelSpec) => Compilation) =>
  async (spec: ModelSpec): Promise<Engine> => {
    await native();
    const model = buildModel(spec);
    return compiled(model, spec, compilation(model, spec));
  };

/** Ways to train on this machine, by name. Each selects its backend. */
export const engines = {
  compiled: compiledBy(() => ({})),
  "compiled-singly": compiledBy(() => ({ stepsPerCall: 1 })),
  "compiled-noise-once": compiledBy((model, spec) => ({ noise: noiseDrawnOnce(model, spec) })),
  "compiled-descent": compiledBy(() => ({ optimizer: sgd({ learningRate }) })),
  "compiled-bfloat16": compiledBy(() => ({ precision: "bfloat16" })),
  eager: async (spec: ModelSpec): Promise<Engine> => {
    await native();
    const model = buildModel(spec);
    const streams = streamsOf(model, spec);
    return eager(model, spec, (step) => {
      const draw = drawFrom(seedsOf(streams, step));
      return (stream, shape) => draw.normal(stream, shape);
    });
  },
  wasm: async (spec: ModelSpec): Promise<Engine> => {
    await wasm();
    const noise = rng(1).fold("noise");
    return eager(
      buildModel(spec),
      spec,
      (step) => (stream, shape) => noise.fold(stream, step).normal([...shape]),
    );
  },
  products: async (spec: ModelSpec): Promise<Engine> => {
    await native();
    return products(spec, tf.matMul);
  },
  "products-bfloat16": async (spec: ModelSpec): Promise<Engine> => {
    await native();
    return products(spec, bfloat16Product());
  },
} as const;

export type EngineName = keyof typeof engines;

export const versions = async (): Promise<Record<string, string>> => {
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  if (binding?.TF_Version === undefined) return { tfjs: tf.version_core };
  const { oneDnn } = await import("tfjs-jit/tfjs-node");
  return {
    tfjs: tf.version_core,
    TensorFlow: binding.TF_Version,
    oneDNN: oneDnn,
    kernels: kernels(),
    bfloat16: bfloat16(),
  };
};
