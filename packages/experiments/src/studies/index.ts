// Questions about VAEs, the trials that answer them, and how their results are judged; free of Node,
// so that pages can import it

export { type Cell, isIn } from "./cell.ts";
export { conclude } from "./conclude.ts";
export { drawFigure } from "./draw-figure.ts";
export { type EssayClaimName, essayClaims } from "./essay-claims.ts";
export {
  type Bearing,
  type EssayFinding,
  type EssayVerdict,
  essayFindings,
} from "./essay-verdicts.ts";
export { type Evidence, type ExactValue, rowsOf } from "./evidence.ts";
export type { Finding, Measurement } from "./finding.ts";
export { quickSizes } from "./quick-sizes.ts";
export { enoughSeeds } from "./seeds.ts";
export { withStarts } from "./starts.ts";
export { studies } from "./studies.ts";
export { type Claim, type Study, type StudyOptions, type StudySize, studySizes } from "./study.ts";
export type { StudyFigure } from "./study-figure.ts";
export type { StudyReport } from "./study-report.ts";
