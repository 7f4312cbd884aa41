import { rng } from "@vae-lab/core";
import type { OpenedRun } from "../../explore/messages.ts";

/** Codes drawn evenly from the smallest square around zero that holds all codes: count·2 numbers. */
export const codesInSquare = ({ means }: OpenedRun, count: number, seed: number): Float32Array => {
  const half = means.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return rng(seed)
    .fold("square")
    .uniforms(2 * count)
    .map((u) => half * (2 * u - 1));
};
