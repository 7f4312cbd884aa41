import { Formula, Maths } from "../../model/maths.tsx";
import { AmortisationFigure } from "../figures/amortisation-figure.tsx";
import { WithModels } from "../models-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      To find the best cloud for a picture is called <dfn>inference</dfn>. One could do it afresh
      for each picture: start with any cloud and improve its middle and spread, step by step, until
      the sum of the two costs of step 4 stops falling. That is slow: many steps for each picture,
      and again for each new one.
    </p>
    <p>
      The encoder is a shortcut. It is one function for all pictures, trained once, which answers in
      a single pass. The cost of inference is shared among all pictures, as in paying off a debt,
      hence the name <dfn>amortised inference</dfn>. The price: the function may not hit the best
      cloud of every picture. See how far off it is.
    </p>
    <WithModels>{({ vae }) => <AmortisationFigure shown={vae} />}</WithModels>
    <Formula title="the gap">
      <p>The part of the gap between ELBO and evidence that better inference could win back:</p>
      <Maths>{"ELBO(best q) − ELBO(q(z|x)) ≥ 0"}</Maths>
    </Formula>
  </>
);

export const amortisationStep: StoryStep = {
  id: "amortisation",
  title: "One encoder for all pictures: amortisation",
  claims: ["E16", "E17", "E18"],
  Body,
};
