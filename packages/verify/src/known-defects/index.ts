// Defects of popular libraries as code, each with the check that catches it.

export type { Defect, Effect } from "./defect.ts";
export { type DefectName, defectNamed, defectNames } from "./defect-names.ts";
export { knownDefects } from "./known-defects.ts";
