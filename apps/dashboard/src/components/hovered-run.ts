import { useSyncExternalStore } from "react";

let hovered: string | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The run under the pointer or with the focus, in any figure or list. */
export const useHoveredRun = (): string | undefined =>
  useSyncExternalStore(subscribe, () => hovered);

export const useIsHovered = (run: string): boolean =>
  useSyncExternalStore(subscribe, () => hovered === run);

export const setHoveredRun = (run: string | undefined): void => {
  if (run === hovered) return;
  hovered = run;
  for (const listener of listeners) listener();
};

/** Event handlers of an element that represents a run. */
export const hovers = (run: string) => ({
  onPointerEnter: () => setHoveredRun(run),
  onPointerLeave: () => setHoveredRun(undefined),
  onFocus: () => setHoveredRun(run),
  onBlur: () => setHoveredRun(undefined),
});
