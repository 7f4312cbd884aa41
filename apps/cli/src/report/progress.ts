import type { SweepEvent } from "@vae-lab/experiments";
import { progressBars } from "./progress-bars.ts";
import { progressLines } from "./progress-lines.ts";

/** Shows a sweep while it runs. */
export interface Progress {
  readonly onEvent: (event: SweepEvent) => void;
  /** A line that stays, above what moves. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
}

/** Bars on a terminal; plain lines in a file, a pipe or a log. */
export const progressOn = (stream: NodeJS.WriteStream, study: string): Progress =>
  stream.isTTY ? progressBars(stream, study) : progressLines((line) => stream.write(`${line}\n`));
