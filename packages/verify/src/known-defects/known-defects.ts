import { argsortAsRank } from "./argsort-as-rank.ts";
import type { Defect } from "./defect.ts";
import type { DefectName } from "./defect-names.ts";
import { dregWithoutCurvature } from "./dreg-without-curvature.ts";
import { forwardKlFromQ } from "./forward-kl-from-q.ts";
import { jsWithoutConstant } from "./js-without-constant.ts";
import { meanOverUnits } from "./mean-over-units.ts";
import { miwaeAxis } from "./miwae-axis.ts";
import { nllSignAndSamples } from "./nll-sign-and-samples.ts";
import { selectionAtAnotherBeta } from "./selection-at-another-beta.ts";
import { selfNormalisedValue } from "./self-normalised-value.ts";
import { softmaxOverLosses } from "./softmax-over-losses.ts";
import { squaresWithoutHalf } from "./squares-without-half.ts";
import { stratifiedWeightsColumn } from "./stratified-weights-column.ts";
import { sumBeforeLog } from "./sum-before-log.ts";
import { tcWithoutConstant } from "./tc-without-constant.ts";

/** Fourteen known defects of popular libraries, which the matrix must catch. */
export const knownDefects: Readonly<Record<DefectName, Defect>> = {
  "miwae-axis": miwaeAxis,
  "self-normalised-value": selfNormalisedValue,
  "nll-sign-and-samples": nllSignAndSamples,
  "stratified-weights-column": stratifiedWeightsColumn,
  "softmax-over-losses": softmaxOverLosses,
  "selection-at-another-beta": selectionAtAnotherBeta,
  "forward-kl-from-q": forwardKlFromQ,
  "mean-over-units": meanOverUnits,
  "argsort-as-rank": argsortAsRank,
  "sum-before-log": sumBeforeLog,
  "dreg-without-curvature": dregWithoutCurvature,
  "js-without-constant": jsWithoutConstant,
  "squares-without-half": squaresWithoutHalf,
  "tc-without-constant": tcWithoutConstant,
};
