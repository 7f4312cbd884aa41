import type { SweepEvent } from "@vae-lab/experiments";

/** Shows a sweep while it runs. */
export interface Progress {
  readonly onEvent: (event: SweepEvent) => void;
  /** Prints a line that stays, above what moves. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
}
