import { useMemo } from "react";
import type { OpenedRun } from "./messages.ts";
import { labelOf, type Opened } from "./opened.ts";
import {
  largestUnits,
  lineOfUnit,
  type Projection,
  planeOfUnits,
  principalPlane,
} from "./projection.ts";
import type { ExplorerState } from "./use-explorer.ts";

/** The plane of a run that a URL names: two units as `3,5`, or `pca`; by default the two of largest rate. */
const projectionOf = (run: OpenedRun, plane: string | undefined): Projection => {
  const { latentSize: K, means, unitRates } = run;
  if (plane === "pca" && K > 1) return principalPlane(means, K);
  const given = plane?.split(",").map((unit) => Number(unit) - 1) ?? [];
  const isGiven =
    K > 1 && given.length === 2 && given.every((u) => Number.isInteger(u) && u >= 0 && u < K);
  if (isGiven) return planeOfUnits(K, [given[0] ?? 0, given[1] ?? 1]);
  return K === 1 ? lineOfUnit() : planeOfUnits(K, largestUnits(unitRates));
};

interface OpenedOptions {
  readonly plane: string | undefined;
  /** The chosen class of conditional models. */
  readonly label: string | undefined;
  readonly picked: number | undefined;
}

/** A run whose model is loaded, in the plane and with the class that the URL names. */
export const useOpened = (
  title: string | undefined,
  state: ExplorerState | undefined,
  { plane, label, picked }: OpenedOptions,
): Opened | undefined => {
  const run = state?.kind === "open" ? state.run : undefined;
  const projection = useMemo(() => run && projectionOf(run, plane), [run, plane]);
  return useMemo(
    () =>
      title !== undefined && state?.kind === "open" && projection !== undefined
        ? {
            ...{ title, projection, run: state.run, explorer: state.explorer },
            label: labelOf(state.run, label, picked),
          }
        : undefined,
    [title, state, projection, label, picked],
  );
};
