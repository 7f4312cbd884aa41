import type { TrialConfig } from "@vae-lab/experiments/config";
import type { NewRun } from "../sources/run-source.ts";

/** The training images that the page shows. */
export interface TrainingImages {
  /** count·height·width values in [0, 1]. */
  readonly values: Float32Array;
  /** The class of each image. */
  readonly labels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A file of training and test digits: 784 grey bytes for each of a split, then their labels. */
export interface DigitsFile {
  readonly url: string;
  readonly count: number;
  readonly testCount: number;
}

/** The page to the worker. */
export type Order =
  | { readonly kind: "start"; readonly config: TrialConfig; readonly digits: DigitsFile }
  /** Trains on with another config whose parameters have the same shapes. */
  | { readonly kind: "change"; readonly config: TrialConfig }
  | { readonly kind: "play" }
  | { readonly kind: "pause" }
  /** Makes one step. */
  | { readonly kind: "step" }
  /** The page has drawn the last frame. */
  | { readonly kind: "drawn" }
  /** Makes a run of the training up to its last whole epoch. */
  | { readonly kind: "record" };

/** The terms of the loss of one step, on its minibatch, in nats per example. */
export interface StepTerms {
  readonly step: number;
  readonly reconstruction: number;
  readonly rate: number;
}

/** What the page draws. */
export interface Frame {
  readonly step: number;
  readonly epoch: number;
  /** The steps since the last frame. */
  readonly terms: readonly StepTerms[];
  /** E[z|x] of the first images: count·2 numbers. */
  readonly means: Float32Array;
  /** Decoded codes of the Φ⁻¹ grid, side² images in reading order. */
  readonly manifold: Float32Array;
  /** Decoded means of the shown images. */
  readonly reconstructions: Float32Array;
  /** Steps per second of training since the start, without drawing. */
  readonly stepsPerSecond: number;
  /** The ELBO on the test images after the last whole epoch, in nats per example. */
  readonly evaluated?: { readonly epoch: number; readonly elbo: number };
}

/** The worker to the page. */
export type Report =
  /** The images that the page shows, and how the worker computes. */
  | { readonly kind: "ready"; readonly backend: string; readonly shown: TrainingImages }
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "finished" }
  /** The answer to `record`: a run, or why there is none. */
  | { readonly kind: "recorded"; readonly run: NewRun }
  | { readonly kind: "unrecorded"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };
