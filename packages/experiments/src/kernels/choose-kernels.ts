import { type RunKernel, runEagerly } from "@vae-lab/core";
import type { TrialConfig } from "../config.ts";
import type { Backend } from "../native.ts";
import { canonicalJson } from "../trial-id.ts";
import { type CompiledKernels, compiledKernels } from "./compiled-kernels.ts";

/** Those of this process: trials of one kind of model share them until it exits. */
let kept: CompiledKernels | undefined;

/** The fastest way to run the kernels of a config's model on the backend that is current. */
export const chooseKernels = (
  { name }: Backend,
  model: TrialConfig["model"],
  shapes: Readonly<Record<string, readonly number[]>>,
): RunKernel => {
  if (name !== "tensorflow") return runEagerly;
  kept ??= compiledKernels();
  return kept.of(canonicalJson({ model, shapes }));
};
