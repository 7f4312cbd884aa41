import { closedFormProperties } from "../properties/closed-forms.ts";
import { conditionalProperties } from "../properties/conditional.ts";
import {
  divergenceGradientProperties,
  unsupportedDivergenceGradients,
} from "../properties/divergence-gradients.ts";
import {
  doublyReparameterisedProperties,
  unsupportedLanding,
} from "../properties/doubly-reparameterised.ts";
import { evaluationProperties } from "../properties/evaluation.ts";
import {
  expectationProperties,
  unsupportedPairsOfProperties,
  weightsProperties,
} from "../properties/expectation-estimators.ts";
import { importanceWeightProperties } from "../properties/importance-weights.ts";
import { thoroughProperties } from "../properties/thorough.ts";
import { trainedBetaProperties } from "../properties/trained-beta.ts";
import { valueProperties } from "../properties/values.ts";
import { weightingProperties } from "../properties/weighting.ts";
import type { Check, Unsupported } from "./check.ts";

/** All checks, in the order of the table. */
export const checks: readonly Check[] = [
  ...valueProperties,
  ...closedFormProperties,
  ...trainedBetaProperties,
  ...weightingProperties,
  ...importanceWeightProperties,
  ...doublyReparameterisedProperties,
  ...divergenceGradientProperties,
  ...expectationProperties,
  ...weightsProperties,
  ...evaluationProperties,
  ...conditionalProperties,
  ...thoroughProperties,
];

/** The cells that cannot be measured, with reasons. */
export const unsupported: readonly Unsupported[] = [
  ...unsupportedDivergenceGradients,
  ...unsupportedLanding,
  ...unsupportedPairsOfProperties,
];
