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

/** The noise takes at most 3 % of a step. */
const noise = compiledAgainst("compiled, noise drawn once", 1.03);
const descent = compiledAgainst("compiled, plain descent");
const parts = [noise, descent];
const eager = compiledAgainst("eager tfjs-node", 0.3);
const scan = compiledAgainst("JAX scan");
const torchCompile = compiledAgainst("PyTorch, compile");
const products = { of: "bare products", to: "compiled" };
/** A lower bound of compiled ÷ eager: both have the products. */
const leastOfEager = { of: "bare products", to: "eager tfjs-node" };
const wasm = { of: "WASM", to: "WASM as it comes", atMost: 0.3 };

/** The ratios that are reported for each model. */
export const stepTargets: Readonly<Record<ModelName, readonly RatioTarget[]>> = {
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
