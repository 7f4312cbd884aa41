import { imageKinds } from "@vae-lab/experiments/metrics";
import type { ImageRecord, RunRecord } from "../sources/run-source.ts";

/** The last image of a kind up to `epoch`. */
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

/** Kinds of these images, known ones first. */
export const kindsOf = (images: readonly ImageRecord[]): string[] => {
  const present = new Set(images.map(({ kind }) => kind));
  const ours = imageKinds.filter((kind) => present.has(kind));
  return [...ours, ...[...present].filter((kind) => !(ours as string[]).includes(kind)).sort()];
};

/** Kinds that the section of codes shows. */
const drawnElsewhere: readonly string[] = ["codes", "manifold"];

/** Kinds to show by default: all that no other section shows. */
export const defaultKinds = (kinds: readonly string[], runs: readonly RunRecord[]): string[] => {
  const trials = runs.some((run) => run.params.has("model.kind"));
  return trials ? kinds.filter((kind) => !drawnElsewhere.includes(kind)) : [...kinds];
};

/** Epochs or steps of these images, ascending. */
export const placesOf = (images: readonly ImageRecord[]): number[] =>
  [...new Set(images.map(({ epoch }) => epoch))].sort((a, b) => a - b);
