import { CollapseFigure } from "../figures/collapse-figure.tsx";
import { WithModels } from "../models-context.tsx";
import { useStory } from "../story-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => {
  const { PageLink } = useStory();
  return (
    <>
      <p>
        The two costs can fall out of balance. If every code costs more than it saves in
        reconstruction, the cheapest cloud is the prior itself, for every picture. Its code cost is
        0. But then the code says nothing about the picture, and the decoder learns to ignore it.
        This is <dfn>posterior collapse</dfn>.
      </p>
      <p>
        Below are two VAEs that differ only in β, the weight of the code cost: 1, and a weight so
        large that the model collapsed. Drag in either map; both decode the same two numbers.
      </p>
      <WithModels height={420}>{(models) => <CollapseFigure models={models} />}</WithModels>
      <p>
        Collapse also happens at β = 1, if the decoder is so strong that it does not need the code,
        or for some of the code’s numbers only.{" "}
        <PageLink to="/train">
          On the page Train you can raise β while a VAE trains, and watch its codes collapse.
        </PageLink>
      </p>
    </>
  );
};

export const collapseStep: StoryStep = {
  id: "collapse",
  title: "When the code says nothing: posterior collapse",
  claims: ["E25", "E26"],
  Body,
};
