import { useSyncExternalStore } from "react";

let brushed: ReadonlySet<string> | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The runs in the ranges that were chosen in a figure; undefined if no range is chosen. */
export const useBrushedRuns = (): ReadonlySet<string> | undefined =>
  useSyncExternalStore(subscribe, () => brushed);

export const setBrushedRuns = (runs: ReadonlySet<string> | undefined): void => {
  if (runs === brushed) return;
  brushed = runs;
  for (const listener of listeners) listener();
};
