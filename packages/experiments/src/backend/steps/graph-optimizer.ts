import type { Optimizer } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";
import { clippedByGlobalNorm, type OptimizerRule } from "@vae-lab/core/optimizers";
import { adam, adamw, type GraphOptimizer, sgd, UntraceableError } from "tfjs-jit";

/** The graph optimizer of each of core's rules, with equal slot names. */
const graphOptimizers: {
  readonly [N in OptimizerRule["name"]]: (
    options: Extract<OptimizerRule, { name: N }> & { readonly learningRate: number },
  ) => GraphOptimizer;
} = { adam, adamw, sgd };

type MakeGraphOptimizer = (
  options: OptimizerRule & { readonly learningRate: number },
) => GraphOptimizer;

/** @throws UntraceableError if the optimizer has no rule */
export const graphOptimizer = ({ rule }: Optimizer): GraphOptimizer => {
  if (rule === undefined)
    throw new UntraceableError("cannot compile an optimizer of your own: it has no rule");
  const make = graphOptimizers[rule.name] as MakeGraphOptimizer;
  const { learningRate } = rule;
  // A scheduled one is fed at each step
  return make({ ...rule, learningRate: typeof learningRate === "number" ? learningRate : 0 });
};

/** The transformation of gradients before the optimizer, as traced ops. */
export const graphGradients = ({ rule }: Optimizer) => {
  const maxNorm = rule?.gradientClipping;
  return maxNorm === undefined
    ? undefined
    : (gradients: Parameters) => clippedByGlobalNorm(gradients, maxNorm);
};
