import { importanceWeightLaws } from "../laws/importance-weights.ts";
import { trainedBetaLaws } from "../laws/trained-beta.ts";
import { valueLaws } from "../laws/values.ts";
import { weightingLaws } from "../laws/weighting.ts";
import type { Check } from "./check.ts";

/** All laws, in the order of the table. */
export const checks: readonly Check[] = [
  ...valueLaws,
  ...trainedBetaLaws,
  ...weightingLaws,
  ...importanceWeightLaws,
];
