import { type LaggingOptions, lagging } from "@vae-lab/core/training";
import { type ChosenSteps, chooseSteps } from "./choose-steps.ts";

/** The choice of steps, with additional encoder steps in the first epochs if a config asks for them. */
export const stepsChoice = (
  options: Omit<LaggingOptions, "steps"> | undefined,
): typeof chooseSteps =>
  options === undefined
    ? chooseSteps
    : (backend, trainable, data, stepsOptions) => {
        let first: Partial<ChosenSteps> = {};
        const steps = lagging({
          ...options,
          steps: (...given) => {
            const chosen = chooseSteps(backend, ...given);
            first = { ...chosen, ...first };
            return chosen.steps;
          },
        })(trainable, data, stepsOptions);
        return { step: "eager", ...first, steps };
      };
