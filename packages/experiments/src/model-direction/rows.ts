import type { Coverage } from "./coverage.ts";
import type { ModeCurve, Transition } from "./modes-by-separation.ts";
import type { Symmetry } from "./symmetry.ts";
import type { Bias } from "./two-units.ts";

/** A minimum of a divergence on a toy data set. */
export interface FittedRow extends Coverage {
  readonly toy: string;
  readonly divergence: string;
  /** Whether it is the best of several minima. */
  readonly isGlobal: boolean;
  readonly parameters: readonly number[];
  readonly described: string;
  readonly value: number;
  readonly leastCurvature: number;
}

/** A model of bits fitted by maximum likelihood. */
export interface LikelihoodRow {
  readonly toy: string;
  readonly negativeLogLikelihood: number;
  readonly entropy: number;
  readonly forwardKl: number;
}

/** Measurements of the direction of the model's divergence, on data with a known distribution. */
export interface ModelAxisMeasures {
  readonly fits: readonly FittedRow[];
  readonly transitions: readonly Transition[];
  readonly curves: readonly ModeCurve[];
  readonly symmetries: readonly Symmetry[];
  readonly likelihoods: readonly LikelihoodRow[];
  readonly normalUnits: Bias;
  readonly binaryUnits: Bias;
}
