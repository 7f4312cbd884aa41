import type { Resumption } from "../../trial/resumption.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";

export interface ToWorker {
  /** A TrialConfig, parsed again on arrival. */
  readonly config: unknown;
  readonly resumption?: Resumption | undefined;
}

export type FromWorker =
  | { readonly kind: "event"; readonly event: TrialEvent }
  | { readonly kind: "done" }
  | { readonly kind: "threw"; readonly reason: string };
