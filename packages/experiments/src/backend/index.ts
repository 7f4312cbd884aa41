// Where a model runs: TensorFlow's native library, WebAssembly or plain JavaScript

export { type Backend, describeBackend } from "./backend.ts";
export { chooseEvalFunctions } from "./eval-functions/choose-eval-functions.ts";
export { compiledEvalFunctions } from "./eval-functions/compiled-eval-functions.ts";
export { type BackendLoader, loadBackend } from "./native.ts";
export { oneThread } from "./one-thread.ts";
export { chooseSteps, type StepKind } from "./steps/choose-steps.ts";
