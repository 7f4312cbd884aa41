import type { Contestant } from "../contest/contestant.ts";
import { ours, theirs } from "../contestants.ts";
import { type ModelName, type ModelSpec, modelSpecs } from "../models/model-spec.ts";

const ownOf = (spec: ModelSpec): Contestant[] => [
  ours("compiled", "compiled", spec),
  ours("compiled, 1 step a call", "compiled-singly", spec),
  ours("compiled, noise drawn once", "compiled-noise-once", spec),
  ours("compiled, plain descent", "compiled-descent", spec),
  ours("eager tfjs-node", "eager", spec),
];

// 25 rounds of 12 are the 300 steps that a median needs.
const slow = { stepsPerRound: 12 };

const wasmOf = (spec: ModelSpec): Contestant[] => [{ ...ours("WASM", "wasm", spec), ...slow }];

const plainWasmOf = (spec: ModelSpec): Contestant[] => [
  { ...ours("WASM as it comes", "wasm", { ...spec, kind: "plain-vae" }), ...slow },
];

const peersOf = (python: string, spec: ModelSpec): Contestant[] => [
  theirs("PyTorch, fused Adam", python, "torch_step.py", "fused", spec),
  theirs("PyTorch, compile", python, "torch_step.py", "compile", spec),
  theirs("JAX jit", python, "jax_step.py", "jit", spec),
  theirs("JAX scan", python, "jax_step.py", "scan", spec),
];

/** XLA's convolutions on a CPU take most of a second a step: two a round tell enough. */
const fewJaxSteps = (contestant: Contestant): Contestant =>
  contestant.name === "JAX jit" ? { ...contestant, stepsPerRound: 2 } : contestant;

/** Who trains a model, ours and, with their Python, the peers. */
export const stepContestants = (model: ModelName, python?: string): Contestant[] => {
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
