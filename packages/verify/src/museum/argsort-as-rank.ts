import type { Defect } from "./defect.ts";
import { sound } from "./sound.ts";
import type { Subjects } from "./subjects.ts";

const byArgsort: Subjects["tailAdaptiveWeights"] = (logWeights) => {
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
  did: "takes the places where sorted weights come from for the ranks of the weights, one being the inverse permutation of the other: the smallest may weigh more than the largest",
  caughtBy: "tail-adaptive weights follow the ranks of the weights",
  broken: { tailAdaptiveWeights: byArgsort },
  costs: () => {
    const theirs = byArgsort(logWeights);
    const right = sound.tailAdaptiveWeights(logWeights);
    return logWeights.map((l, i) => ({
      what: `the weight of log w = ${l} among ${logWeights.join(", ")}`,
      theirs: theirs[i] ?? 0,
      right: right[i] ?? 0,
    }));
  },
};
