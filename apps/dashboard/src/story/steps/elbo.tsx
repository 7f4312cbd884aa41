import { Formula, Maths } from "../../model/maths.tsx";
import { ElboFigure } from "../figures/elbo-figure.tsx";
import { WithModels } from "../models-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>What exactly does training make small? A sum of two costs for each picture:</p>
    <ul>
      <li>
        the <dfn>reconstruction cost</dfn>: how surprising the true pixels are to the decoder, on
        average over the points of the cloud. A pixel that gets its true colour with a chance of ½
        costs 0.7, one that gets it for certain costs nothing. A wide cloud costs more, because its
        far points decode to something else.
      </li>
      <li>
        the <dfn>code cost</dfn>, or <dfn>rate</dfn>: how much the cloud differs from the prior. A
        small cloud far from zero costs more, because it says something special about this picture.
        The measure of the difference is called the <dfn>Kullback–Leibler divergence</dfn>, KL for
        short. It is 0 only if both are the same.
      </li>
    </ul>
    <p>
      Both are measured in nats, a unit of information: 1 nat is 1.44 bits. For black and white
      pixels the reconstruction cost is also known as cross-entropy; for grey pixels one often takes
      the squared error, which assumes a bell curve for each pixel. Move the cloud and change its
      spread, and try to beat the encoder.
    </p>
    <WithModels>{({ vae }) => <ElboFigure shown={vae} />}</WithModels>
    <p>
      The sum, with a minus sign, is the <dfn>ELBO</dfn>, the evidence lower bound. The name says
      what it is good for. How probable the model finds a picture is called its evidence, p(x). It
      cannot be computed, but the ELBO is never above its logarithm. The difference is exactly the
      KL between the cloud and the true posterior. So a higher ELBO means that the pictures are more
      probable, or that the clouds are better approximations, or both.
    </p>
    <p>
      Without the second cost, training would only make the training pictures as probable as it can,
      which is called <dfn>maximum likelihood</dfn>, and might learn them by heart. A cost that
      works against this is said to <dfn>regularise</dfn>. A weight on the second cost, called{" "}
      <dfn>β</dfn> (beta), sets the exchange: with a large β, codes are dear and say little; with a
      small β, codes are cheap, reconstructions are good, and the clouds stray from the prior. β = 1
      is the ELBO itself.
    </p>
    <Formula title="the ELBO">
      <Maths>{"ELBO = E_{q(z|x)} [log p(x|z)] − KL(q(z|x) ‖ p(z))"}</Maths>
      <p>The two halves, and what they leave of the evidence:</p>
      <Maths>{"log p(x) = ELBO + KL(q(z|x) ‖ p(z|x))"}</Maths>
      <p>The KL of a cloud with middle μ and spread σ, for K numbers:</p>
      <Maths>{"KL(q(z|x) ‖ p(z)) = 1/2 Σ_k {μ_k^2 + σ_k^2 − 1 − log σ_k^2}"}</Maths>
    </Formula>
  </>
);

export const elboStep: StoryStep = {
  id: "elbo",
  title: "What training minimises: two costs",
  claims: ["E6", "E7", "E8", "E9", "E10", "E19", "E20", "E30"],
  Body,
};
