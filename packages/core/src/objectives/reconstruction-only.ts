import type { Objective } from "./objective.ts";

/** E_q log p(x|z) alone: the essay's side note 2, maximum likelihood that nothing regularises. */
export const reconstructionOnly = (): Objective<unknown> => ({
  bound: (reconstruction) => ({ bound: reconstruction }),
});
