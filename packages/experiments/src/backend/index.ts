// Where a model runs: TensorFlow's native library, WebAssembly or plain JavaScript

export { type Backend, describeBackend } from "./backend.ts";
export { chooseKernels } from "./kernels/choose-kernels.ts";
export { compiledKernels } from "./kernels/compiled-kernels.ts";
export { type BackendLoader, loadBackend } from "./native.ts";
export { chooseSteps, type StepKind } from "./steps/choose-steps.ts";
