import type { SweepEvent } from "./sweep-events.ts";

/** Passes each distinct notice once. */
export const withoutRepeats = (
  onEvent: (event: SweepEvent) => void,
): ((event: SweepEvent) => void) => {
  const notices = new Set<string>();
  return (event) => {
    if (event.kind === "notice" && notices.has(event.text)) return;
    if (event.kind === "notice") notices.add(event.text);
    onEvent(event);
  };
};
