import type { OpenedRun } from "../../explore/messages.ts";

export type Place = readonly [number, number];

/** The picture that figures show first, one that is easy to read. */
export const firstPicture = 25;

/** The code of an image, the middle of its cloud. */
export const codeOf = ({ means }: OpenedRun, index: number): Place => [
  means[2 * index] ?? 0,
  means[2 * index + 1] ?? 0,
];

/** The spread of an image's cloud along both numbers of the code; of an autoencoder 0. */
export const spreadOf = ({ sds }: OpenedRun, index: number): Place => [
  sds?.[2 * index] ?? 0,
  sds?.[2 * index + 1] ?? 0,
];

/** A name for an image: its digit. */
export const digitName = ({ labels }: OpenedRun, index: number): string =>
  `a ${labels?.[index] ?? "digit"}`;
