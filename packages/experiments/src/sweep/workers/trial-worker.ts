import type { Resumption } from "../../trial/resumption.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";
import type { PlannedTrial } from "../sweep-events.ts";

/** What runs trials for a sweep, one at a time. */
export interface TrialWorker {
  /**
   * Streams one trial. Throws what the trial threw, or that the worker died; after a throw it is
   * stopped and replaced. `log` gets what it writes meanwhile.
   */
  run(
    trial: PlannedTrial,
    log: (text: string) => void,
    resumption?: Resumption,
  ): AsyncIterable<TrialEvent>;
  /** Ends it, within a second, whatever it is doing; safe to call again. */
  stop(): Promise<void>;
}
