import { directionLook, type Look, runDashes, runLooks, shade, type Theme } from "@vae-lab/viz";
import { group } from "d3-array";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";

const position = (index: number, count: number): number =>
  count <= 1 ? 0.55 : index / (count - 1);

/** Distinct values in ascending order. */
const distinct = (values: readonly (string | number)[]): (string | number)[] =>
  [...new Set(values)].sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)),
  );

const estimatorOf = (run: RunRecord): string => factsOf(run).estimator ?? "";

/**
 * Looks of runs without a regulariser: each run has the colour of its position in the study unless it is
 * taken, so that removing a run does not recolour the others.
 */
const plainLooks = (
  runs: readonly RunRecord[],
  order: ReadonlyMap<string, number>,
  theme: Theme,
): [string, Look][] => {
  const slots = [
    ...runLooks(
      Array.from({ length: 40 }, (_, slot) => String(slot)),
      theme,
    ).values(),
  ];
  const free = new Set(slots.keys());
  const byPlace = runs.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return byPlace.map((run) => {
    const wanted = (order.get(run.id) ?? 0) % 10;
    const slot = free.has(wanted) ? wanted : ([...free][0] ?? wanted);
    free.delete(slot);
    return [run.id, slots[slot] as Look];
  });
};

/**
 * The look of each run in all figures and lists. A run with a regulariser has the colour and symbol of
 * its direction, with more contrast for larger beta, and a dash by estimator; runs that differ only in
 * their seed look the same. Runs without a regulariser have other colours, or greys if some run has one.
 */
export const looksOf = (
  runs: readonly RunRecord[],
  { theme, order }: { readonly theme: Theme; readonly order: ReadonlyMap<string, number> },
): ReadonlyMap<string, Look> => {
  const directed = runs.filter((run) => factsOf(run).direction !== undefined);
  const plain = runs.filter((run) => factsOf(run).direction === undefined);
  const estimators = distinct(directed.map(estimatorOf));
  const looks: [string, Look][] = [];
  for (const [direction, own] of group(directed, (run) => factsOf(run).direction ?? "")) {
    const { colour, symbol } = directionLook(direction, theme);
    const betas = distinct(own.map((run) => factsOf(run).beta ?? -1));
    for (const run of own) {
      const at = position(betas.indexOf(factsOf(run).beta ?? -1), betas.length);
      const dash = runDashes[estimators.indexOf(estimatorOf(run)) % runDashes.length] ?? "";
      looks.push([run.id, { colour: shade(colour, at, theme), symbol, dash }]);
    }
  }
  const grey = directionLook("none of these", theme).colour;
  const others: [string, Look][] =
    directed.length === 0
      ? plainLooks(plain, order, theme)
      : plain.map((run, index) => [
          run.id,
          {
            colour: shade(grey, position(index, plain.length), theme),
            symbol: "diamond",
            dash: runDashes[index % runDashes.length] ?? "",
          },
        ]);
  return new Map([...looks, ...others]);
};
