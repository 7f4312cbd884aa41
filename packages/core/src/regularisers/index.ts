// Regularisers of the aggregate posterior

export { aggregateKl } from "./aggregate-kl.ts";
export type { AggregateRegulariser } from "./aggregate-regulariser.ts";
export { mmd, squaredMmd } from "./mmd.ts";

// Kernels of MMD

export { inverseMultiquadric, type MmdKernel, rbf } from "./kernels.ts";
