import type { ModelDescription } from "@vae-lab/core";
import { type RunEvalFunction, runEagerly } from "@vae-lab/core/evaluation";
import type { TrialConfig } from "../../config/trial-config.ts";
import { canonicalJson } from "../../trial/identity.ts";
import type { Backend } from "../backend.ts";
import { type CompiledEvalFunctions, compiledEvalFunctions } from "./compiled-eval-functions.ts";

/** The functions of the last model, shared by consecutive trials of the same model. */
let kept: { readonly key: string; readonly functions: CompiledEvalFunctions } | undefined;

/** The fastest way to run evaluation functions of a config's model on the current backend. */
export const chooseEvalFunctions = (
  { name }: Backend,
  model: TrialConfig["model"] | ModelDescription,
  shapes: Readonly<Record<string, readonly number[]>>,
): RunEvalFunction => {
  if (name !== "tensorflow") return runEagerly;
  const key = canonicalJson({ model, shapes });
  if (kept?.key !== key) {
    // Else the process would keep the graphs of every model of a long sweep
    kept?.functions.dispose();
    kept = { key, functions: compiledEvalFunctions() };
  }
  return kept.functions.of(key);
};
