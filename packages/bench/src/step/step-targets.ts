import type { ModelName } from "../models/model-spec.ts";

/** A ratio of two candidates' times and its target. */
export interface RatioTarget {
  readonly of: string;
  readonly to: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const compiledAgainst = (to: string, atMost?: number): RatioTarget => ({
  of: "compiled",
  to,
  ...(atMost !== undefined && { atMost }),
});

const withoutPart = (of: string, atLeast?: number): RatioTarget => ({
  of,
  to: "compiled",
  ...(atLeast !== undefined && { atLeast }),
});

/** What a step takes without one of its parts: the rest is the share of that part. */
const parts = [
  withoutPart("compiled, noise drawn once", 0.97),
  withoutPart("compiled, plain descent", 0.94),
];
const settings = [
  compiledAgainst("compiled, TensorFlow's kernels"),
  withoutPart("compiled, oneDNN"),
];
const jaxJit = compiledAgainst("JAX jit");
const torchCompile = compiledAgainst("PyTorch, compile");
const eager = compiledAgainst("eager tfjs-node");
const products = "bare products";
const bfloat16 = [
  { of: "compiled, bfloat16", to: "compiled", atMost: 0.75 },
  { of: "compiled, bfloat16 by AVX512-BF16", to: "compiled" },
  { of: "bare products, bfloat16", to: products },
  { of: "bare products, bfloat16 by AVX512-BF16", to: products },
  { of: "compiled, bfloat16", to: "PyTorch, bfloat16" },
  { of: "compiled, bfloat16", to: "JAX scan, bfloat16" },
  { of: "PyTorch, bfloat16", to: "PyTorch, fused Adam" },
  { of: "JAX scan, bfloat16", to: "JAX scan" },
];
const wasm = { of: "WASM", to: "WASM as it comes", atMost: 0.28 };

/** The ratios that are reported for each model. */
export const stepTargets: Readonly<Record<ModelName, readonly RatioTarget[]>> = {
  essay: [
    compiledAgainst("JAX scan", 0.9),
    jaxJit,
    compiledAgainst("PyTorch, fused Adam", 0.6),
    torchCompile,
    eager,
    withoutPart(products, 0.85),
    ...parts,
    ...settings,
    ...bfloat16,
    wasm,
  ],
  keras: [
    compiledAgainst("JAX scan"),
    jaxJit,
    compiledAgainst("PyTorch, fused Adam"),
    torchCompile,
    eager,
    withoutPart(products),
    ...parts,
    ...settings,
    wasm,
  ],
  iwae: [
    compiledAgainst("JAX scan", 0.9),
    jaxJit,
    compiledAgainst("PyTorch, fused Adam", 0.6),
    torchCompile,
    eager,
    ...parts,
    ...settings,
  ],
  convolutional: [
    jaxJit,
    compiledAgainst("PyTorch, fused Adam", 0.6),
    torchCompile,
    eager,
    ...parts,
    ...settings,
  ],
};
