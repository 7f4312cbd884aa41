import { type Rng, rng } from "@vae-lab/core";
import { binarised } from "@vae-lab/core/data";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Split } from "../datasets/dataset.ts";
import { InputError } from "../input-error.ts";

/** The training rows that a trial trains on, and those that early stopping holds out. */
export interface TrainingRows {
  readonly rows: Float32Array;
  readonly heldOut?: Float32Array;
}

/**
 * Holds out a share of N rows of D numbers, which the stream chooses; both parts keep the order of the
 * rows.
 * @throws InputError unless both parts have a row
 */
export const holdOut = (
  rows: Float32Array,
  N: number,
  share: number,
  stream: Rng,
): Required<TrainingRows> => {
  const D = rows.length / N;
  const count = Math.round(share * N);
  if (count < 1 || count >= N)
    throw new InputError(
      `cannot hold out a share of ${share} of ${N} training examples: both parts need at least one (got ${count}); change earlyStopping.heldOutShare or use more examples`,
    );
  const isHeldOut = new Uint8Array(N);
  for (const row of stream.permutation(N).subarray(0, count)) isHeldOut[row] = 1;
  const trained = new Float32Array((N - count) * D);
  const heldOut = new Float32Array(count * D);
  let [t, h] = [0, 0];
  for (let row = 0; row < N; row++) {
    const values = rows.subarray(row * D, (row + 1) * D);
    if (isHeldOut[row]) heldOut.set(values, D * h++);
    else trained.set(values, D * t++);
  }
  return { rows: trained, heldOut };
};

/**
 * The rows of a trial: all of the training set, without those that early stopping holds out. Where training
 * draws bits anew from grey values, those that are held out are bits, drawn once.
 */
export const trainingRows = (
  { earlyStopping, seed, dataset }: Pick<TrialConfig, "earlyStopping" | "seed" | "dataset">,
  { values, size }: Pick<Split, "values" | "size">,
): TrainingRows => {
  if (earlyStopping === undefined) return { rows: values };
  const stream = rng(seed);
  const parts = holdOut(values, size, earlyStopping.heldOutShare, stream.fold("hold out"));
  if (dataset.binarise === undefined) return parts;
  const { rows, heldOut } = parts;
  return { rows, heldOut: binarised(heldOut, values.length / size, stream.fold("held-out bits")) };
};
