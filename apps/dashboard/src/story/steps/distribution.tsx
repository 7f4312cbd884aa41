import { GraphicalModel } from "../../model/graphical-model.tsx";
import { LayerDrawing } from "../../model/layer-drawing.tsx";
import { Formula, Maths } from "../../model/maths.tsx";
import { CodeExplorer } from "../figures/code-explorer.tsx";
import { DrawsSideBySide } from "../figures/draws-side-by-side.tsx";
import { graphOf, layerRows, layersOf, parameterCount } from "../figures/model-graph.ts";
import { WithModels } from "../models-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      Start from the other end, and tell a story of how a picture comes about. First two hidden
      numbers z are drawn from a bell curve around zero (a normal distribution), one that we choose.
      Then the picture x is drawn by the decoder, pixel by pixel. Such a story is a{" "}
      <dfn>graphical model</dfn>: a drawing in which circles stand for things that are random and
      arrows say what depends on what. We see x and do not see z, so z is called <dfn>latent</dfn>,
      hidden.
    </p>
    <p>Two beliefs about z now have names:</p>
    <ul>
      <li>
        what we believe before we see any picture, here the bell curve around zero: the{" "}
        <dfn>prior</dfn>, written p(z);
      </li>
      <li>
        what we believe after we saw the picture x: the <dfn>posterior</dfn>, written p(z|x) and
        read “p of z given x”. After a thin, slanted seven, few codes remain possible. To compute
        it, one would have to try all codes. So the encoder learns an approximation of it, q(z|x).
      </li>
    </ul>
    <p>
      This changes the encoder of step 1. The encoder of a <dfn>variational autoencoder</dfn> does
      not answer with a point but with a small cloud: a middle and a spread for each of the two
      numbers. In training the decoder gets a random point of the cloud, and a second cost pulls all
      clouds towards the prior. So neighbouring codes must decode to similar pictures, and the
      clouds together cover the region that the prior describes. To draw a new picture, draw a code
      from the prior and decode it.
    </p>
    <WithModels height={420}>
      {({ autoencoder, vae }) => (
        <>
          <div className="story-pair">
            <GraphicalModel graph={graphOf(vae.model)}>
              The graphical model, drawn from the model of this page. The solid arrow generates; the
              dashed arrow guesses back.
            </GraphicalModel>
            <LayerDrawing rows={layerRows(layersOf(vae.model))}>
              Its networks, read off its {parameterCount(vae.model).toLocaleString("en")}{" "}
              parameters: the encoder from the picture down to the cloud, the decoder from a random
              point of it to the chances. The spread is given as the logarithm of its square, which
              may be any number.
            </LayerDrawing>
          </div>
          <CodeExplorer
            shown={vae}
            title="the VAE"
            caption="The middles of the clouds of the same pictures. Click a dot to see its cloud, the ellipse. The dashed circles show the prior: 39 %, 86 % and 99 % of its draws lie inside. Drag to decode."
          />
          <DrawsSideBySide before={autoencoder} after={vae} />
        </>
      )}
    </WithModels>
    <Formula title="the model">
      <p>The prior, the decoder’s distribution of a picture, and the encoder’s cloud:</p>
      <Maths>
        {"p(z) = N(0, I) , p(x|z) = Π_i Bernoulli(x_i; g_i(z)) , q(z|x) = N(μ(x), σ^2(x))"}
      </Maths>
      <p>The posterior follows from Bayes’ rule; its denominator is what cannot be computed:</p>
      <Maths>{"p(z|x) = p(x|z) p(z) / p(x) , p(x) = ∫ p(x|z) p(z) dz"}</Maths>
    </Formula>
  </>
);

export const distributionStep: StoryStep = {
  id: "distribution",
  title: "Make the code a distribution: the variational autoencoder",
  claims: ["E5", "E31"],
  Body,
};
