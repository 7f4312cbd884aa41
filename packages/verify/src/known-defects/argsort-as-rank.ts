import type { Defect } from "./defect.ts";
import type { Implementations } from "./implementations.ts";
import { reference } from "./reference.ts";

const byArgsort: Implementations["tailAdaptiveWeights"] = (logWeights) => {
  const order = logWeights
    .map((_, i) => i)
    .sort((a, b) => (logWeights[a] ?? 0) - (logWeights[b] ?? 0));
  const unscaled = order.map((i) => 1 / (i + 1));
  const total = unscaled.reduce((sum, u) => sum + u, 0);
  return unscaled.map((u) => u / total);
};

const logWeights = [3, 1, 2, 0.5, 2.5];

export const argsortAsRank: Defect = {
  name: "argsort-as-rank",
  number: "D9",
  library: "Pyro",
  source: "infer/renyi_elbo.py and TraceTailAdaptive_ELBO; issue 3170, open",
  behaviour:
    "uses argsort of the weights as their ranks, which is the inverse permutation: the smallest weight may count more than the largest",
  caughtBy: "tail-adaptive weights follow the ranks of the weights",
  replacement: { tailAdaptiveWeights: byArgsort },
  effects: () => {
    const defective = byArgsort(logWeights);
    const right = reference.tailAdaptiveWeights(logWeights);
    return logWeights.map((l, i) => ({
      quantity: `the weight of log w = ${l} among ${logWeights.join(", ")}`,
      defective: defective[i] ?? 0,
      correct: right[i] ?? 0,
    }));
  },
};
