import {
  divergenceGradientLaws,
  unsupportedDivergenceGradients,
} from "../laws/divergence-gradients.ts";
import { importanceWeightLaws } from "../laws/importance-weights.ts";
import { trainedBetaLaws } from "../laws/trained-beta.ts";
import { valueLaws } from "../laws/values.ts";
import { weightingLaws } from "../laws/weighting.ts";
import type { Check, Unsupported } from "./check.ts";

/** All laws, in the order of the table. */
export const checks: readonly Check[] = [
  ...valueLaws,
  ...divergenceGradientLaws,
  ...trainedBetaLaws,
  ...weightingLaws,
  ...importanceWeightLaws,
];

/** The cells that cannot be, each with its reason. */
export const unsupported: readonly Unsupported[] = unsupportedDivergenceGradients;
