import type { MeasureLevel } from "../../metrics/measure-level.ts";
import type { StartFiles } from "../../trial/start.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";
import type { PlannedTrial } from "../sweep-events.ts";

/** What a trial is given besides its config. */
export interface TrialInputs {
  /** The file of a snapshot to resume from. */
  readonly snapshot?: Uint8Array | undefined;
  /** What is measured. */
  readonly measure?: MeasureLevel | undefined;
  /** What a trial with `from` starts from. */
  readonly start?: StartFiles | undefined;
  /** The data, if the files that the config names are on another machine. */
  readonly dataFile?: string | undefined;
  /** The folder where the spectra of data are kept; without it nothing is predicted. */
  readonly workspace?: string | undefined;
}

/** Runs the trials of a sweep, one at a time. */
export interface TrialWorker {
  /**
   * Runs a trial and yields its events. `log` gets the text that the worker writes meanwhile. Throws
   * what the trial threw, or that the worker died; a worker that threw must be stopped and replaced.
   */
  run(
    trial: PlannedTrial,
    log: (text: string) => void,
    inputs?: TrialInputs,
  ): AsyncIterable<TrialEvent>;
  /** Ends the worker within a second, whatever it is doing. Calling it again does nothing. */
  stop(): Promise<void>;
}
