import type { ModelName } from "../models/model-spec.ts";

/** A ratio of two contestants' times, and how far it should go. */
export interface Claim {
  readonly of: string;
  readonly to: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const compiledAgainst = (to: string, atMost?: number): Claim => ({
  of: "compiled",
  to,
  ...(atMost !== undefined && { atMost }),
});

/** What noise takes of a step: at most 3 %. */
const noise = compiledAgainst("compiled, noise drawn once", 1.03);
const descent = compiledAgainst("compiled, plain descent");
const parts = [noise, descent];
const eager = compiledAgainst("eager tfjs-node", 0.3);
const scan = compiledAgainst("JAX scan");
const torchCompile = compiledAgainst("PyTorch, compile");
const products = { of: "bare products", to: "compiled" };
/** What no step can be below, as a share of eager's time: the products are in both. */
const leastOfEager = { of: "bare products", to: "eager tfjs-node" };
const wasm = { of: "WASM", to: "WASM as it comes", atMost: 0.3 };

/** The ratios that are reported of each model. */
export const stepClaims: Readonly<Record<ModelName, readonly Claim[]>> = {
  essay: [
    compiledAgainst("JAX jit", 0.9),
    scan,
    compiledAgainst("PyTorch, fused Adam", 0.65),
    torchCompile,
    eager,
    leastOfEager,
    { ...products, atLeast: 0.72 },
    ...parts,
    wasm,
  ],
  keras: [
    compiledAgainst("JAX jit"),
    scan,
    compiledAgainst("PyTorch, fused Adam"),
    torchCompile,
    eager,
    leastOfEager,
    products,
    ...parts,
    wasm,
  ],
  iwae: [
    compiledAgainst("JAX jit", 1),
    scan,
    compiledAgainst("PyTorch, fused Adam", 0.75),
    torchCompile,
    eager,
    ...parts,
  ],
  convolutional: [
    compiledAgainst("JAX jit"),
    compiledAgainst("PyTorch, fused Adam", 1),
    torchCompile,
    eager,
    ...parts,
  ],
};
