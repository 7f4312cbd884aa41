import { amortisationStep } from "./steps/amortisation.tsx";
import { autoencoderStep } from "./steps/autoencoder.tsx";
import { blurStep } from "./steps/blur.tsx";
import { collapseStep } from "./steps/collapse.tsx";
import { directionStep } from "./steps/direction.tsx";
import { distributionStep } from "./steps/distribution.tsx";
import { elboStep } from "./steps/elbo.tsx";
import { elsewhereStep } from "./steps/elsewhere.tsx";
import { gradientsStep } from "./steps/gradients.tsx";
import { modeCollapseStep } from "./steps/mode-collapse.tsx";
import { randomCodesStep } from "./steps/random-codes.tsx";
import type { StoryStep } from "./story-step.tsx";

/** The steps of the story, in its order. */
export const steps: readonly StoryStep[] = [
  autoencoderStep,
  randomCodesStep,
  distributionStep,
  elboStep,
  gradientsStep,
  amortisationStep,
  directionStep,
  collapseStep,
  modeCollapseStep,
  blurStep,
  elsewhereStep,
];
