export { aggregateKl } from "./aggregate-kl.ts";
export type { AggregateRegulariser } from "./aggregate-regulariser.ts";
export { inverseMultiquadric, type Kernel as MmdKernel, rbf } from "./kernels.ts";
export { mmd, squaredMmd } from "./mmd.ts";
