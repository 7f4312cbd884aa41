import { imageKinds } from "@vae-lab/experiments/metrics";
import type { ImageRecord, RunRecord } from "../sources/run-source.ts";

/** The image of the last epoch that is not after `epoch`. */
export const imageAt = (
  images: readonly ImageRecord[],
  kind: string,
  epoch: number,
): ImageRecord | undefined =>
  images
    .filter((image) => image.kind === kind && image.epoch <= epoch)
    .reduce<ImageRecord | undefined>(
      (latest, image) => (latest === undefined || image.epoch >= latest.epoch ? image : latest),
      undefined,
    );

/** Kinds of images that runs logged, those of trials first. */
export const kindsOf = (images: readonly ImageRecord[]): string[] => {
  const present = new Set(images.map(({ kind }) => kind));
  const ours = imageKinds.filter((kind) => present.has(kind));
  return [...ours, ...[...present].filter((kind) => !(ours as string[]).includes(kind)).sort()];
};

/** Codes and the manifold have a section of their own, where they are drawn with their axes. */
const drawnElsewhere: readonly string[] = ["codes", "manifold"];

/** The kinds to begin with: all that no other section of a trial's page draws. */
export const usualKinds = (kinds: readonly string[], runs: readonly RunRecord[]): string[] => {
  const trials = runs.some((run) => run.params.has("model.kind"));
  return trials ? kinds.filter((kind) => !drawnElsewhere.includes(kind)) : [...kinds];
};

/** The epochs or steps at which any of these images was logged, ascending. */
export const placesOf = (images: readonly ImageRecord[]): number[] =>
  [...new Set(images.map(({ epoch }) => epoch))].sort((a, b) => a - b);
