// Where a model runs: TensorFlow's native library, WebAssembly or plain JavaScript

export { chooseKernels } from "./kernels/choose-kernels.ts";
export { compiledKernels } from "./kernels/compiled-kernels.ts";
export { type Backend, type BackendLoader, describeBackend, loadBackend } from "./native.ts";
export { chooseSteps, type StepKind } from "./steps/choose-steps.ts";
