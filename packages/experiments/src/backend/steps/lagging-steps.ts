import { type LaggingOptions, lagging, type MakeSteps } from "@vae-lab/core/training";
import type { Backend } from "../backend.ts";
import { type ChosenSteps, chooseSteps } from "./choose-steps.ts";
import type { Compilation } from "./compiled-steps.ts";

type ChooseSteps = (backend: Backend, ...given: Parameters<MakeSteps>) => ChosenSteps;

/**
 * The choice of steps, with additional encoder steps in the first epochs if a config asks for them.
 */
export const stepsChoice = (
  options: Omit<LaggingOptions, "steps"> | undefined,
  compilation: Compilation,
): ChooseSteps =>
  options === undefined
    ? (backend, ...given) => chooseSteps(backend, ...given, compilation)
    : (backend, trainable, data, stepsOptions) => {
        let first: Partial<ChosenSteps> = {};
        const steps = lagging({
          ...options,
          steps: (...given) => {
            const chosen = chooseSteps(backend, ...given, compilation);
            first = { ...chosen, ...first };
            return chosen.steps;
          },
        })(trainable, data, stepsOptions);
        return { step: "eager", ...first, steps };
      };
