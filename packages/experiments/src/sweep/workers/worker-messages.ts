import type { MeasureLevel } from "../../metrics/measure-level.ts";
import type { StartFiles } from "../../trial/start.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";
import type { FailureKind } from "./trial-failure.ts";

/** Asks a worker for a trial, or tells it that the parent has recorded an epoch. */
export type ToWorker =
  | {
      readonly kind: "run";
      /** A TrialConfig, which the worker parses again. */
      readonly config: unknown;
      readonly dataHash: string;
      readonly snapshot?: Uint8Array | undefined;
      readonly measure?: MeasureLevel | undefined;
      readonly start?: StartFiles | undefined;
      readonly dataFile?: string | undefined;
    }
  | { readonly kind: "recorded" };

export type FromWorker =
  | { readonly kind: "event"; readonly event: TrialEvent }
  | { readonly kind: "done" }
  | { readonly kind: "threw"; readonly reason: string; readonly failure: FailureKind };
