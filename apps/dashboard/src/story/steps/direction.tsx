import { Formula, Maths } from "../../model/maths.tsx";
import { DirectionsFigure } from "../figures/directions-figure.tsx";
import { useStory } from "../story-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => {
  const { PageLink } = useStory();
  return (
    <>
      <p>
        The KL divergence compares two distributions, but it is not a distance: from p to q is not
        as far as from q to p. Suppose p is given and has two humps, <dfn>modes</dfn>, and q is a
        single bell curve that must do its best.
      </p>
      <ul>
        <li>
          <dfn>Forward KL</dfn>, KL(p‖q), charges q where p has probability and q has none. So q
          must stretch over both modes, and puts much probability into the valley between them.
        </li>
        <li>
          <dfn>Reverse KL</dfn>, KL(q‖p), charges q where it has probability and p has none. So q
          avoids the valley. If the modes are far enough apart, it settles on one of them and leaves
          the other alone.
        </li>
      </ul>
      <p>
        Move the modes apart and watch both fits, which start at the same place and go downhill.
      </p>
      <DirectionsFigure />
      <p>
        A VAE uses both directions, for different things. To make the data as probable as possible
        is the forward direction, between data and model. The encoder’s cloud approximates the
        posterior in the reverse direction.{" "}
        <PageLink to="/fit">The page Fit has more shapes and more divergences.</PageLink>
      </p>
      <Formula title="both directions">
        <Maths>
          {"KL(p ‖ q) = ∫ p(z) log {p(z) / q(z)} dz , KL(q ‖ p) = ∫ q(z) log {q(z) / p(z)} dz"}
        </Maths>
      </Formula>
    </>
  );
};

export const directionStep: StoryStep = {
  id: "direction",
  title: "Two directions of one divergence",
  claims: ["E21", "E22", "E23", "E24"],
  Body,
};
