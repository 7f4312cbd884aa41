import { ours, theirs } from "../candidates.ts";
import { type ModelName, type ModelSpec, modelSpecs } from "../models/model-spec.ts";
import type { Candidate } from "../rounds/candidate.ts";

const withEnvironment = (
  candidate: Candidate,
  env: Readonly<Record<string, string>>,
): Candidate => ({ ...candidate, env });

const compiledOf = (spec: ModelSpec): Candidate[] => [
  ours("compiled", "compiled", spec),
  ours("compiled, 1 step a call", "compiled-singly", spec),
  ours("compiled, noise drawn once", "compiled-noise-once", spec),
  ours("compiled, plain descent", "compiled-descent", spec),
  withEnvironment(ours("compiled, TensorFlow's kernels", "compiled", spec), {
    TFJS_JIT_KERNELS: "off",
  }),
  withEnvironment(ours("compiled, oneDNN", "compiled", spec), { TF_ENABLE_ONEDNN_OPTS: "1" }),
  ours("eager tfjs-node", "eager", spec),
];

/** In bfloat16, by the best way on this processor and by AVX512-BF16, which it may lack. */
const bfloat16Of = (spec: ModelSpec): Candidate[] => {
  const [step, products] = [
    ours("compiled, bfloat16", "compiled-bfloat16", spec),
    ours("bare products, bfloat16", "products-bfloat16", spec),
  ];
  const byInstruction = (candidate: Candidate): Candidate => ({
    ...withEnvironment(candidate, { TFJS_JIT_KERNELS: "avx512_bf16" }),
    name: `${candidate.name} by AVX512-BF16`,
  });
  return [step, byInstruction(step), products, byInstruction(products)];
};

const productsOf = (spec: ModelSpec): Candidate => ours("bare products", "products", spec);

const wasmOf = (spec: ModelSpec): Candidate => ours("WASM", "wasm", spec);

const plainWasmOf = (spec: ModelSpec): Candidate =>
  ours("WASM as it comes", "wasm", { ...spec, kind: "plain-vae" });

const peersOf = (python: string, spec: ModelSpec): Candidate[] => [
  theirs("PyTorch, fused Adam", python, "torch_step.py", "fused", spec),
  theirs("PyTorch, compile", python, "torch_step.py", "compile", spec),
  theirs("JAX jit", python, "jax_step.py", "jit", spec),
  theirs("JAX scan", python, "jax_step.py", "scan", spec),
];

/** The peers with their settings for products in bfloat16. */
const bfloat16PeersOf = (python: string, spec: ModelSpec): Candidate[] => [
  theirs("PyTorch, bfloat16", python, "torch_step.py", "bfloat16", spec),
  theirs("JAX scan, bfloat16", python, "jax_step.py", "scan-bfloat16", spec),
];

/** The candidates for a model: ours and, with their Python, the peers. */
export const stepCandidates = (model: ModelName, python?: string): Candidate[] => {
  const spec: ModelSpec = modelSpecs[model];
  const compiled = compiledOf(spec);
  const peers = python === undefined ? [] : peersOf(python, spec);
  switch (model) {
    case "essay":
      return [
        ...compiled,
        ...bfloat16Of(spec),
        productsOf(spec),
        ...[wasmOf(spec), plainWasmOf(spec)],
        ...peers,
        ...(python === undefined ? [] : bfloat16PeersOf(python, spec)),
      ];
    case "keras":
      return [...compiled, productsOf(spec), wasmOf(spec), plainWasmOf(spec), ...peers];
    case "iwae":
      return [...compiled, wasmOf(spec), ...peers];
    case "convolutional": // WASM has no gradient for convolutions; a step of JAX takes a second
      return [...compiled, ...peers.filter(({ name }) => name !== "JAX scan")];
  }
};
