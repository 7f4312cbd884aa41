import { useSyncExternalStore } from "react";

/** Ids of the hovered runs, separated by spaces: a mark may represent a cell of several runs. */
let hovered: string | undefined;
let ids: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The runs under the pointer or with the focus, in any figure or list. */
export const useHoveredRuns = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => ids);

export const useIsHovered = (run: string): boolean =>
  useSyncExternalStore(subscribe, () => ids.has(run));

/** Sets the hovered run, or several runs separated by spaces. */
export const setHoveredRun = (run: string | undefined): void => {
  if (run === hovered) return;
  hovered = run;
  ids = new Set(run?.split(" "));
  for (const listener of listeners) listener();
};

/** Event handlers of an element that represents a run, or several runs separated by spaces. */
export const hovers = (run: string) => ({
  onPointerEnter: () => setHoveredRun(run),
  onPointerLeave: () => setHoveredRun(undefined),
  onFocus: () => setHoveredRun(run),
  onBlur: () => setHoveredRun(undefined),
});
