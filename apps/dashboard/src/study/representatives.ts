import { directionOrder } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { familiesOf } from "./families.ts";

const atMost = 8;
/** Betas that make a ladder. */
const ladder = 3;

const rank = ({ params }: RunRecord): number =>
  directionOrder.indexOf(params["objective.regulariser"] ?? "") +
  (params["estimator.kind"] === "pathwise" ? 0 : 10);

/**
 * What a comparison shows before anything is selected: one ladder of betas, all else equal, on
 * which collapse can be seen to happen. Without such a ladder, the first runs there are.
 */
export const representatives = (runs: readonly RunRecord[]): RunRecord[] => {
  const [family] = familiesOf(runs);
  const ladders = new Map<string, RunRecord[]>();
  for (const run of family?.runs ?? []) {
    const { "objective.regulariser": direction, "estimator.kind": estimator, seed } = run.params;
    const key = JSON.stringify([direction, estimator, seed]);
    ladders.set(key, [...(ladders.get(key) ?? []), run]);
  }
  const [first] = [...ladders.values()].sort(
    (a, b) =>
      Number(b.length >= ladder) - Number(a.length >= ladder) ||
      (a[0] && b[0] ? rank(a[0]) - rank(b[0]) : 0),
  );
  const beta = (run: RunRecord): number => Number(run.params["objective.beta"]);
  return (first ?? runs).toSorted((a, b) => beta(a) - beta(b)).slice(0, atMost);
};
