import { BlurFigure } from "../figures/blur-figure.tsx";
import { WithModels } from "../models-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      Pictures from a VAE look soft. A reason is easy to see: many different pictures share almost
      the same code, and the decoder cannot know which one was meant. The answer that costs least
      is, for each pixel, the share of those pictures in which it is white. An average of sharp
      pictures is not sharp.
    </p>
    <WithModels>{({ vae }) => <BlurFigure shown={vae} />}</WithModels>
    <p>
      So the soft picture is not what the model believes a picture looks like. It is a table of
      chances. A real draw decides every pixel by a throw of dice, each pixel for itself, and looks
      noisy rather than soft. Whether the kind of decoder or the direction of a KL is to blame for
      blur is a question for experiments, and the answer depends on what is held equal.
    </p>
  </>
);

export const blurStep: StoryStep = {
  id: "blur",
  title: "Why the pictures are soft: blur",
  claims: ["E28", "E29"],
  Body,
};
