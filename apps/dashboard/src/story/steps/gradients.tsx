import { Formula, Maths } from "../../model/maths.tsx";
import { GradientNoiseFigure } from "../figures/gradient-noise-figure.tsx";
import type { StoryStep } from "../story-step.tsx";

const Body = () => (
  <>
    <p>
      Training needs to know in which direction to change each parameter, and how much that helps.
      This is the <dfn>gradient</dfn>. But between encoder and decoder stands a random draw. How do
      you differentiate a throw of dice? There are two ways, and both only estimate the gradient,
      from some random points of the cloud:
    </p>
    <ul>
      <li>
        the <dfn>score function</dfn>: try points, and make those more likely that turned out well.
        It needs to know only how good each point was.
      </li>
      <li>
        <dfn>reparameterisation</dfn>, also called the pathwise gradient: draw the noise first, from
        a bell curve that never changes, then compute the point as middle + spread × noise. Now the
        point is an ordinary function of middle and spread, and it can be differentiated: shift the
        middle, and see how the result of the same noise changes.
      </li>
    </ul>
    <p>
      The figure has one number z instead of a picture, a cloud of spread 1, and a cost (z − 2)².
      Its true gradient is known: it says how the average cost changes when the middle of the cloud
      moves. Both estimates are right on average. What differs is the noise.
    </p>
    <GradientNoiseFigure />
    <p>
      Two things to try. Take more samples per estimate: both bands of dots get narrower, by half
      for four times the samples. Then add a constant to the cost. It changes nothing about where
      the cost is small, and reparameterisation does not notice; the score function gets much
      noisier, because it weighs every point by its whole cost. Subtracting a well-chosen constant,
      a <dfn>baseline</dfn>, is how one repairs it.
    </p>
    <Formula title="the two estimates">
      <p>For q(z) = N(μ, σ²) and a cost f, with n noises ε drawn from N(0, 1):</p>
      <Maths>{"score function: 1/n Σ_i f(z_i) (z_i − μ) / σ^2 , z_i = μ + σ ε_i"}</Maths>
      <Maths>{"reparameterised: 1/n Σ_i f^′(μ + σ ε_i)"}</Maths>
    </Formula>
  </>
);

export const gradientsStep: StoryStep = {
  id: "gradients",
  title: "How to learn through a random draw",
  claims: ["E11", "E12", "E13", "E14", "E15"],
  Body,
};
