import type * as tf from "@tensorflow/tfjs";
import { requireCount, requireNotNegative, requirePositive } from "../arguments.ts";
import type { Distribution, Relaxable } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";
import { gradientOnly, throughDraws, withoutGradient } from "../tensors/gradients.ts";
import type { Estimator } from "./estimator.ts";

/** Options of `rebar` and `learnedRebar`. */
export interface RebarOptions {
  readonly samples?: number;
  /** Temperature λ > 0 of the relaxation in the control variate. */
  readonly temperature?: number;
  /** η ≥ 0, the scale of the control variate; 0 gives the score function. */
  readonly scale?: number;
}

export const rebarOptions = {
  samples: "optional",
  temperature: "optional",
  scale: "optional",
} as const;

/** The options with their defaults. @throws RangeError naming the one that breaks its rule */
export const requireRebar = ({
  samples = 1,
  temperature = 0.5,
  scale = 1,
}: RebarOptions): Required<RebarOptions> => {
  requireCount("samples", samples);
  requirePositive("temperature", temperature);
  requireNotNegative("scale", scale);
  return { samples, temperature, scale };
};

/**
 * REBAR: the score function with a relaxation as control variate (Tucker et al. 2017):
 * [f(b) − η f(z̃)] ∇log q(b) + η ∇f(z) − η ∇f(z̃), where b = H(z) and z̃ is sampled given b. Unbiased
 * at every temperature and scale. The gradient of f's own parameters comes from f(b) only.
 */
export const rebar = withOptions(
  "rebar",
  rebarOptions,
  (options: RebarOptions): Estimator<Distribution & Relaxable> => {
    const { samples, temperature, scale } = requireRebar(options);
    return {
      samples,
      expectation: (f, q, rng) => {
        const { values, score, control } = rebarParts({ samples, temperature }, f, q, rng);
        return values.mean(0).add(gradientOnly(score.add(control.mul(scale)).mean(0)));
      },
    };
  },
);

/**
 * f(b), and the surrogates whose gradients are the score-function estimate and the control variate
 * (mean 0): [S, B] each.
 */
export const rebarParts = (
  { samples, temperature }: Required<Omit<RebarOptions, "scale">>,
  f: (z: tf.Tensor) => tf.Tensor,
  q: Distribution & Relaxable,
  rng: Rng,
): { readonly values: tf.Tensor; readonly score: tf.Tensor; readonly control: tf.Tensor } => {
  const relaxed = q.relaxed({ temperature });
  const free = relaxed.reparameterizedSample(rng.fold("free"), samples);
  const b = withoutGradient(() => relaxed.harden(free));
  const given = relaxed.reparameterizedSampleGiven(b, rng.fold("given"));
  const values = f(b);
  const ofFree = throughDraws(f, relaxed.soften(free));
  const ofGiven = throughDraws(f, relaxed.soften(given));
  const logQ = q.logProb(b);
  return {
    values,
    score: logQ.mul(withoutGradient(() => values.clone())),
    control: ofFree.sub(ofGiven).sub(logQ.mul(withoutGradient(() => ofGiven.clone()))),
  };
};
