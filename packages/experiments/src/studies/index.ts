// Questions about VAEs, the trials that answer them, and how their results are judged

export { quickSizes } from "./quick-sizes.ts";
export { enoughSeeds } from "./seeds.ts";
export { studies } from "./studies.ts";
export type { Finding, Study, StudyOptions } from "./study.ts";
