import type { MeasureLevel } from "../../metrics/measure-level.ts";
import type { StartFiles } from "../../trial/start.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";
import type { PlannedTrial } from "../sweep-events.ts";

/** Runs the trials of a sweep, one at a time. */
export interface TrialWorker {
  /**
   * Runs a trial and yields its events. `log` gets the text that the worker writes meanwhile. Throws
   * what the trial threw, or that the worker died; a worker that threw must be stopped and replaced.
   */
  run(
    trial: PlannedTrial,
    log: (text: string) => void,
    snapshot?: Uint8Array,
    measure?: MeasureLevel,
    start?: StartFiles,
    /** The data, if the files that the config names are on another machine. */
    dataFile?: string,
  ): AsyncIterable<TrialEvent>;
  /** Ends the worker within a second, whatever it is doing. Calling it again does nothing. */
  stop(): Promise<void>;
}
