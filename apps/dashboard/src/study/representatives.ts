import { directionOrder } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { cellsOf } from "./cells.ts";
import { factsOf, isTrial } from "./facts.ts";
import { familiesOf } from "./families.ts";
import { sortRuns } from "./order.ts";

/** Maximum number of cells, each with its seeds. */
const maxCells = 8;
/** Minimum number of betas. */
const ladder = 3;

/** Whether the runs differ in beta but not in regulariser and estimator. */
export const isLadder = (runs: readonly RunRecord[]): boolean => {
  const kinds = new Set(
    runs.map((run) => JSON.stringify([factsOf(run).direction, factsOf(run).estimator])),
  );
  const betas = new Set(runs.map((run) => factsOf(run).beta));
  return kinds.size === 1 && betas.size >= ladder && !betas.has(undefined);
};

const rank = ({ params }: RunRecord): number =>
  directionOrder.indexOf(params.get("objective.regulariser") ?? "") +
  (params.get("estimator.kind") === "pathwise" ? 0 : 10);

/**
 * Runs to compare if none is selected: the betas of one regulariser and estimator, which show how the
 * model collapses, or the first runs of the table.
 */
export const representatives = (runs: readonly RunRecord[]): RunRecord[] => {
  const [family] = familiesOf(runs);
  const ladders = new Map<string, RunRecord[]>();
  for (const run of family?.runs ?? []) {
    const { direction, estimator } = factsOf(run);
    const key = JSON.stringify([direction, estimator]);
    ladders.set(key, [...(ladders.get(key) ?? []), run]);
  }
  const [first] = [...ladders.values()].sort(
    (a, b) =>
      Number(isLadder(b)) - Number(isLadder(a)) || (a[0] && b[0] ? rank(a[0]) - rank(b[0]) : 0),
  );
  const trials = runs.filter(isTrial);
  const shown = first !== undefined && isLadder(first) ? first : trials.length > 0 ? trials : runs;
  return cellsOf(sortRuns(shown, undefined))
    .slice(0, maxCells)
    .flatMap((cell) => cell.runs);
};
