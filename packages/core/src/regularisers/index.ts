export { aggregateKl } from "./aggregate-kl.ts";
export type { AggregateRegulariser } from "./aggregate-regulariser.ts";
export { inverseMultiquadric, type MmdKernel, rbf } from "./kernels.ts";
export { mmd, squaredMmd } from "./mmd.ts";
