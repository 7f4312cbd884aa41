import { type LaggingOptions, lagging, type MakeSteps } from "@vae-lab/core/training";
import type { Backend } from "../backend.ts";
import { type ChosenSteps, chooseSteps } from "./choose-steps.ts";
import type { Kept } from "./compiled-steps.ts";

type ChooseSteps = (backend: Backend, ...given: Parameters<MakeSteps>) => ChosenSteps;

/**
 * The choice of steps, with additional encoder steps in the first epochs if a config asks for them. Their
 * graphs are kept for later trainings, if `kept` says where.
 */
export const stepsChoice = (
  options: Omit<LaggingOptions, "steps"> | undefined,
  kept?: Kept,
): ChooseSteps =>
  options === undefined
    ? (backend, ...given) => chooseSteps(backend, ...given, kept)
    : (backend, trainable, data, stepsOptions) => {
        let first: Partial<ChosenSteps> = {};
        const steps = lagging({
          ...options,
          steps: (...given) => {
            const chosen = chooseSteps(backend, ...given, kept);
            first = { ...chosen, ...first };
            return chosen.steps;
          },
        })(trainable, data, stepsOptions);
        return { step: "eager", ...first, steps };
      };
