import type { Backend } from "../backend/backend.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";
import type { ImageKind } from "../metrics/metrics.ts";
import type { ResumePoint } from "./resumption.ts";

/** Where test images lie in code space, for a page that draws them itself. */
export interface CodesFigure {
  /** z1, z2 for two latents; PC1, PC2 for more. */
  readonly axes: readonly [string, string];
  /** Share of the variance along each axis, where they are principal components. */
  readonly explained?: readonly [number, number];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly label: readonly number[];
}

export type Metrics = Readonly<Record<string, number>>;

/** What a trial says while it runs: it touches neither files nor tracking. */
export type TrialEvent =
  | {
      readonly kind: "started";
      readonly steps: number;
      readonly backend: Backend;
      /** How its steps are made, and why not in the faster way if that was tried. */
      readonly step: StepKind;
      readonly notice?: string;
      /** Where it goes on, or why not from the snapshot that there is. */
      readonly from?: ResumePoint;
      readonly rejectedBecause?: string;
    }
  | {
      readonly kind: "step";
      readonly epoch: number;
      readonly step: number;
      readonly metrics: Metrics;
      /** Over the training done so far, evaluation left out. */
      readonly imagesPerSecond: number;
    }
  | {
      readonly kind: "epoch";
      readonly epoch: number;
      readonly metrics: Metrics;
      /** PNG files. */
      readonly images: Readonly<Partial<Record<ImageKind, Uint8Array>>>;
      readonly codes?: CodesFigure;
    }
  /** Where it can go on, as a safetensors file: after some epochs but the last, where that is asked for. */
  | { readonly kind: "snapshot"; readonly file: Uint8Array }
  /** The last event: the parameters as a safetensors file. */
  | { readonly kind: "finished"; readonly checkpoint: Uint8Array };
