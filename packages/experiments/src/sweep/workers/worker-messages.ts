import type { TrialEvent } from "../../trial/trial-events.ts";
import type { FailureKind } from "./trial-failure.ts";
import type { TrialInputs } from "./trial-worker.ts";

/**
 * Asks a worker for a trial, or tells it that the parent has recorded an epoch. Messages have the number of
 * the trial on this worker: the parent may ask for the next one while it records the last.
 */
export type ToWorker =
  | ({
      readonly kind: "run";
      readonly number: number;
      /** A TrialConfig, which the worker parses again. */
      readonly config: unknown;
      readonly dataHash: string;
    } & TrialInputs)
  | { readonly kind: "recorded"; readonly number: number };

export type FromWorker = { readonly number: number } & (
  | { readonly kind: "events"; readonly events: readonly TrialEvent[] }
  | { readonly kind: "done" }
  | {
      readonly kind: "threw";
      readonly reason: string;
      readonly failure: FailureKind;
      /** The error with its stack, for the log of the trial. */
      readonly details: string;
    }
);
