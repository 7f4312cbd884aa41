import type { Remote } from "comlink";
import type { Explorer, OpenedRun } from "./messages.ts";
import type { Projection } from "./projection.ts";

/** A run that the explorer shows, with its model at work. */
export interface Opened {
  readonly title: string;
  readonly run: OpenedRun;
  readonly explorer: Remote<Explorer>;
  readonly projection: Projection;
}

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
