import type { Backend } from "../backend/backend.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";
import type { ImageKind } from "../metrics/metrics.ts";
import type { ResumePoint } from "./resume-or-start.ts";
import type { RuntimeFingerprint } from "./runtime-fingerprint.ts";

/** The codes of test samples in a plane, for a page that draws them itself. */
export interface CodesFigure {
  /** z1 and z2 for two latent units, PC1 and PC2 for more. */
  readonly axes: readonly [string, string];
  /** Share of the variance along each axis, if they are principal components. */
  readonly explained?: readonly [number, number];
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The class of each code; absent without labels. */
  readonly label?: readonly number[];
  /** Names of the classes, where they are not their numbers. */
  readonly classes?: readonly string[];
}

export type Metrics = Readonly<Record<string, number>>;

/** The evaluation of an epoch. */
export interface Evaluated {
  readonly epoch: number;
  readonly metrics: Metrics;
  /** PNG files; none of an epoch whose figures are not drawn. */
  readonly images: Readonly<Partial<Record<ImageKind, Uint8Array>>>;
  readonly codes?: CodesFigure;
  /** Samples and reconstructions as CSV, for data that are vectors. */
  readonly table?: string;
}

/** The events of a trial. A trial writes neither files nor to tracking: its caller does. */
export type TrialEvent =
  | {
      readonly kind: "started";
      readonly steps: number;
      readonly backend: Backend;
      readonly fingerprint: RuntimeFingerprint;
      readonly step: StepKind;
      /** Why the steps are not compiled, if compiling was tried. */
      readonly notice?: string;
      /** Where the trial resumes, or why its snapshot cannot be used. */
      readonly from?: ResumePoint;
      readonly rejectedBecause?: string;
    }
  /** What linear theory says of the trial, before it has trained. */
  | { readonly kind: "predicted"; readonly metrics: Metrics }
  | {
      readonly kind: "step";
      readonly epoch: number;
      readonly step: number;
      readonly metrics: Metrics;
      /** Mean over the training so far, without the time of evaluation. */
      readonly imagesPerSecond: number;
    }
  | ({ readonly kind: "epoch" } & Evaluated)
  /** The state after an epoch other than the last, as a safetensors file to resume from. */
  | { readonly kind: "snapshot"; readonly file: Uint8Array }
  /**
   * The evaluation of the best epoch again, whose parameters early stopping restored. Its `epoch` is
   * the one after the last, so that it is the latest of the run.
   */
  | ({ readonly kind: "restored" } & Evaluated)
  /** The last event: the parameters as a safetensors file. */
  | {
      readonly kind: "finished";
      readonly checkpoint: Uint8Array;
      /**
       * The state after the last epoch, as a snapshot's file, from which another trial can go on; absent
       * if early stopping chose an earlier one.
       */
      readonly state?: Uint8Array;
      /** The epoch of the parameters, if early stopping chose it. */
      readonly bestEpoch?: number;
      /** Why training ended before its last epoch. */
      readonly stopReason?: string;
    };
