import { Formula, Maths } from "../../model/maths.tsx";
import { CodeExplorer } from "../figures/code-explorer.tsx";
import { WithModels } from "../models-context.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      Each picture here has 14 × 14 pixels, and each pixel is black or white: 196 numbers, 0 or 1.
      (They were made from grey pictures, with a coin toss for each pixel, so they look rough.) An{" "}
      <dfn>autoencoder</dfn> is two neural networks in a row. The first, the <dfn>encoder</dfn>,
      turns the 196 numbers into only two. The second, the <dfn>decoder</dfn>, turns the two back
      into 196. The two numbers in the middle are the <dfn>code</dfn> of the picture.
    </p>
    <p>
      Both networks are trained together to reproduce the picture that went in. Since only two
      numbers pass through the middle, the networks must find out what matters about a digit and
      drop the rest. What comes back is called the <dfn>reconstruction</dfn>. It is grey where the
      decoder is unsure whether a pixel is black or white.
    </p>
    <WithModels>
      {({ autoencoder }) => (
        <CodeExplorer
          shown={autoencoder}
          title="the autoencoder"
          caption="Each dot is the code of one picture, placed by its two numbers, z1 and z2, and coloured by its digit. The networks were never told the digits. Drag anywhere to decode the two numbers under the cross."
        />
      )}
    </WithModels>
    <p>
      Pictures of the same digit lie together, although nobody said which digits they are: similar
      pictures need similar reconstructions. That makes an autoencoder useful for compression and
      for finding order in data. One variant, the denoising autoencoder, gets a damaged picture and
      must reproduce the clean one.
    </p>
    <Formula title="the cost of an autoencoder">
      <p>
        With encoder f, decoder g, a picture x of 196 pixels and its code z, training makes small:
      </p>
      <Maths>
        {"− log p(x|z) = − Σ_i {x_i log g_i(z) + (1 − x_i) log (1 − g_i(z))} , z = f(x)"}
      </Maths>
      <p>The output g(z) is the chance of each pixel to be white.</p>
    </Formula>
  </>
);

export const autoencoderStep: StoryStep = {
  id: "autoencoder",
  title: "The autoencoder: a picture through two numbers",
  claims: ["E3", "E4"],
  Body,
};
