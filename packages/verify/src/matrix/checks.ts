import { closedFormLaws } from "../laws/closed-forms.ts";
import {
  divergenceGradientLaws,
  unsupportedDivergenceGradients,
} from "../laws/divergence-gradients.ts";
import { doublyReparameterisedLaws, unsupportedLanding } from "../laws/doubly-reparameterised.ts";
import { evaluationLaws } from "../laws/evaluation.ts";
import {
  expectationLaws,
  unsupportedPairsOfLaws,
  weightsLaws,
} from "../laws/expectation-estimators.ts";
import { importanceWeightLaws } from "../laws/importance-weights.ts";
import { thoroughLaws } from "../laws/thorough.ts";
import { trainedBetaLaws } from "../laws/trained-beta.ts";
import { valueLaws } from "../laws/values.ts";
import { weightingLaws } from "../laws/weighting.ts";
import type { Check, Unsupported } from "./check.ts";

/** All laws, in the order of the table. */
export const checks: readonly Check[] = [
  ...valueLaws,
  ...closedFormLaws,
  ...trainedBetaLaws,
  ...weightingLaws,
  ...importanceWeightLaws,
  ...doublyReparameterisedLaws,
  ...divergenceGradientLaws,
  ...expectationLaws,
  ...weightsLaws,
  ...evaluationLaws,
  ...thoroughLaws,
];

/** The cells that cannot be, each with its reason. */
export const unsupported: readonly Unsupported[] = [
  ...unsupportedDivergenceGradients,
  ...unsupportedLanding,
  ...unsupportedPairsOfLaws,
];
