import { ModeCollapseFigure } from "../figures/mode-collapse-figure.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      Another failure has almost the same name. In <dfn>mode collapse</dfn> a model produces only
      some kinds of the data: of ten digits, say, only ones and sevens. It is known from another
      kind of generator, the generative adversarial network (GAN). Posterior collapse is about the
      code: does it say anything about the picture? Mode collapse is about the outputs: do they
      cover the data? A model can have either one, both, or none.
    </p>
    <p>
      The figure shows mode collapse without any code or posterior. The data have two groups, and
      the model, one bell curve, is fitted to them by the reverse direction of step 7.
    </p>
    <ModeCollapseFigure />
  </>
);

export const modeCollapseStep: StoryStep = {
  id: "mode-collapse",
  title: "A different failure: mode collapse",
  claims: ["E27"],
  Body,
};
