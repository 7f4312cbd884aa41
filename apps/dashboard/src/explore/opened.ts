import type { Remote } from "comlink";
import type { Explorer, OpenedRun } from "./messages.ts";
import type { Projection } from "./projection.ts";

/** A run that the explorer shows, with its model at work. */
export interface Opened {
  readonly title: string;
  readonly run: OpenedRun;
  readonly explorer: Remote<Explorer>;
  readonly projection: Projection;
  /** The class that codes are decoded as and drawings are encoded as; undefined unless the model is conditional. */
  readonly label: number | undefined;
}

/**
 * The class that a conditional model is given: the one of this name, else the picked sample's, else the first.
 */
export const labelOf = (
  { condition }: OpenedRun,
  name: string | undefined,
  picked: number | undefined,
): number | undefined => {
  if (condition === undefined) return undefined;
  const named = condition.classes.indexOf(name ?? "");
  return named >= 0 ? named : (condition.labels[picked ?? -1] ?? 0);
};

/** The code of a sample: E[z|x]. */
export const codeOf = ({ means, latentSize }: OpenedRun, index: number): Float32Array =>
  means.slice(index * latentSize, (index + 1) * latentSize);

/** Codes one after another. */
export const joined = (codes: readonly Float32Array[]): Float32Array => {
  const all = new Float32Array(codes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const code of codes) {
    all.set(code, at);
    at += code.length;
  }
  return all;
};
