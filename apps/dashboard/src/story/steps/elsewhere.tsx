import { useStory } from "../story-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => {
  const { PageLink } = useStory();
  return (
    <>
      <p>You have now met all parts:</p>
      <ul>
        <li>an encoder that answers with a cloud, q(z|x), and a decoder, p(x|z);</li>
        <li>a cost with two halves, whose sum is the negative ELBO;</li>
        <li>a gradient through the random draw, by reparameterisation;</li>
        <li>and three ways to fail: posterior collapse, mode collapse, and blur.</li>
      </ul>
      <p>
        The models on this page are tiny, with two latent numbers and two hidden layers in each
        network, so that they run anywhere. The experiments behind the verdicts use larger ones.{" "}
        <PageLink to="/train">Train one of your own in the page</PageLink>, or read{" "}
        <PageLink to="/findings">all findings</PageLink>.
      </p>
    </>
  );
};

export const elsewhereStep: StoryStep = {
  id: "elsewhere",
  title: "All parts together, and other data",
  claims: ["E32"],
  Body,
};
