// Findings as JSON, and how to draw them; for pages

export { drawFigure } from "./studies/draw-figure.ts";
export { type EssayClaimName, essayClaims } from "./studies/essay-claims.ts";
export {
  type Bearing,
  type EssayFinding,
  type EssayVerdict,
  essayFindings,
} from "./studies/essay-verdicts.ts";
export type { Finding, Measurement } from "./studies/finding.ts";
export type { StudyFigure } from "./studies/study-figure.ts";
export type {
  FindingsIndex,
  ListedStudy,
  Provenance,
  StudyReport,
} from "./studies/study-report.ts";
