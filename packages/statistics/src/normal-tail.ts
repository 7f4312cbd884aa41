import { erfc } from "./error-function.ts";

/** P(Z ≤ x) of a standard normal Z. */
export const normalCdf = (x: number): number => erfc(-x / Math.SQRT2) / 2;

/** P(|Z| > z) of a standard normal Z, for z ≥ 0. */
export const twoSidedNormalTail = (z: number): number => erfc(z / Math.SQRT2);
