import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { drawFrom } from "tfjs-jit";
import { native, wasm } from "../backends.ts";
import { buildModel } from "../models/build-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import { compiled } from "./compiled.ts";
import { eager } from "./eager.ts";
import type { Engine } from "./engine.ts";
import { seedsOf, streamsOf } from "./minibatches.ts";
import { products } from "./products.ts";

const stepsPerCall = 16;

/** Ways to train on this machine, by name. Each makes its backend current. */
export const engines = {
  compiled: async (spec: ModelSpec): Promise<Engine> => {
    await native();
    return compiled(buildModel(spec), spec, stepsPerCall);
  },
  "compiled-singly": async (spec: ModelSpec): Promise<Engine> => {
    await native();
    return compiled(buildModel(spec), spec, 1);
  },
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
    return products(spec);
  },
} as const;

export type EngineName = keyof typeof engines;

export const versions = (): Record<string, string> => {
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  return {
    tfjs: tf.version_core,
    ...(binding?.TF_Version !== undefined && { TensorFlow: binding.TF_Version }),
  };
};
