import { RandomCodes } from "../figures/random-codes.tsx";
import { WithModels } from "../models-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      The decoder turns any two numbers into a picture. So could we get new digits by choosing two
      numbers at random? Press the button and look.
    </p>
    <WithModels>{({ autoencoder }) => <RandomCodes shown={autoencoder} />}</WithModels>
    <p>
      The trouble is the word “random”: training never said where codes should lie. They form arms
      and clumps of a shape and size that nobody chose; look again at the map of step 1. If we draw
      numbers close to zero, we reach only a part of the map, and some digits never appear. If we
      draw from the whole square, most codes lie where no picture was in training, and there the
      decoder makes up strange shapes or the same one over and over.
    </p>
    <p>
      One could measure where the codes lie and draw from there; the second claim below is about
      that. But it repairs the autoencoder afterwards. The next step changes the training instead,
      so that we know where codes lie before we look.
    </p>
  </>
);

export const randomCodesStep: StoryStep = {
  id: "random-codes",
  title: "Why random codes do not give new digits",
  claims: ["E1", "E2"],
  Body,
};
