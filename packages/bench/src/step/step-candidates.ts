import { ours, theirs } from "../candidates.ts";
import { type ModelName, type ModelSpec, modelSpecs } from "../models/model-spec.ts";
import type { Candidate } from "../rounds/candidate.ts";

const ownOf = (spec: ModelSpec): Candidate[] => [
  ours("compiled", "compiled", spec),
  ours("compiled, 1 step a call", "compiled-singly", spec),
  ours("compiled, noise drawn once", "compiled-noise-once", spec),
  ours("compiled, plain descent", "compiled-descent", spec),
  ours("eager tfjs-node", "eager", spec),
];

// 25 rounds of 12 steps are 300 steps.
const slow = { stepsPerRound: 12 };

const wasmOf = (spec: ModelSpec): Candidate[] => [{ ...ours("WASM", "wasm", spec), ...slow }];

const plainWasmOf = (spec: ModelSpec): Candidate[] => [
  { ...ours("WASM as it comes", "wasm", { ...spec, kind: "plain-vae" }), ...slow },
];

const peersOf = (python: string, spec: ModelSpec): Candidate[] => [
  theirs("PyTorch, fused Adam", python, "torch_step.py", "fused", spec),
  theirs("PyTorch, compile", python, "torch_step.py", "compile", spec),
  theirs("JAX jit", python, "jax_step.py", "jit", spec),
  theirs("JAX scan", python, "jax_step.py", "scan", spec),
];

/** With XLA's convolutions a step takes most of a second: two steps per round are enough. */
const fewJaxSteps = (candidate: Candidate): Candidate =>
  candidate.name === "JAX jit" ? { ...candidate, stepsPerRound: 2 } : candidate;

/** The candidates for a model: ours and, with their Python, the peers. */
export const stepCandidates = (model: ModelName, python?: string): Candidate[] => {
  const spec: ModelSpec = modelSpecs[model];
  const peers = python === undefined ? [] : peersOf(python, spec);
  switch (model) {
    case "essay":
    case "keras":
      return [
        ...ownOf(spec),
        ours("bare products", "products", spec),
        ...wasmOf(spec),
        ...plainWasmOf(spec),
        ...peers,
      ];
    case "iwae":
      return [...ownOf(spec), ...wasmOf(spec), ...peers];
    case "convolutional": // WASM has no gradient for convolutions
      return [...ownOf(spec), ...peers.filter(({ name }) => name !== "JAX scan").map(fewJaxSteps)];
  }
};
