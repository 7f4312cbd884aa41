import type { TrialEvent } from "../../trial/trial-events.ts";
import type { FailureKind } from "./trial-failure.ts";
import type { TrialInputs } from "./trial-worker.ts";

/** Asks a worker for a trial, or tells it that the parent has recorded an epoch. */
export type ToWorker =
  | ({
      readonly kind: "run";
      /** A TrialConfig, which the worker parses again. */
      readonly config: unknown;
      readonly dataHash: string;
    } & TrialInputs)
  | { readonly kind: "recorded" };

export type FromWorker =
  | { readonly kind: "event"; readonly event: TrialEvent }
  | { readonly kind: "done" }
  | { readonly kind: "threw"; readonly reason: string; readonly failure: FailureKind };
