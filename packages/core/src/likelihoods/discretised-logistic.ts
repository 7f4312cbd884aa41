import * as tf from "@tensorflow/tfjs";
import { requireCount, requirePositive } from "../arguments.ts";
import { logistic } from "../distributions/open-uniform.ts";
import { parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import type { BaseMeasure } from "./base-measure.ts";
import type { LearnedLikelihood, Likelihood } from "./likelihood.ts";

/** How many grey levels the data have. */
export interface Levels {
  /** Number of grey values 0, 1/(levels − 1), …, 1. Default: 256. */
  readonly levels?: number;
}

const name = "likelihood.logScale";

/**
 * log P(x) of a logistic variable rounded to the nearest level; the first and last levels include
 * the tails (Salimans et al. 2017; Kingma et al. 2016). With a, b the ends of the cell in units of
 * the scale, σ(b) − σ(a) = σ(b) σ(−a) (1 − e^{a−b}), which does not cancel.
 */
const logMass = (
  means: tf.Tensor,
  logScale: tf.Tensor,
  x: tf.Tensor,
  levels: number,
): tf.Tensor => {
  const half = 0.5 / (levels - 1);
  const precision = logScale.neg().exp();
  const residual = x.sub(means);
  const isLeast = x.less(half).cast("float32");
  const isMost = x.greater(1 - half).cast("float32");
  const a = residual.sub(half).mul(precision);
  const b = residual.add(half).mul(precision);
  const between = precision
    .mul(-2 * half)
    .expm1()
    .neg()
    .log();
  const most = tf.sub(1, isMost);
  const least = tf.sub(1, isLeast);
  return between
    .mul(most.mul(least))
    .sub(b.neg().softplus().mul(most))
    .sub(a.softplus().mul(least))
    .sum(-1);
};

/** Levels that a graph may compute at the same time. */
const levelsAtOnce = 16;

/**
 * E x = Σ P(X ≥ k/(levels − 1)) / (levels − 1), k = 1 … levels − 1. A compiled graph executes all that has
 * its inputs, and would hold the terms of all levels at the same time. So the means of the next levels
 * depend on the sum so far, which is never negative. What is no longer needed is freed at once.
 */
const meanOf = (means: tf.Tensor, logScale: tf.Tensor, levels: number): tf.Tensor => {
  const precision = logScale.neg().exp();
  const withTerm = (sum: tf.Tensor, inputs: tf.Tensor, k: number): tf.Tensor => {
    const term = () => {
      const threshold = (k - 0.5) / (levels - 1);
      return sum.add(inputs.sub(threshold).mul(precision).sigmoid());
    };
    const next = tf.tidy(term);
    sum.dispose();
    return next;
  };
  let sum: tf.Tensor = tf.zerosLike(means);
  for (let first = 1; first < levels; first += levelsAtOnce) {
    const soFar = sum;
    const inputs =
      first === 1 ? means.clone() : tf.tidy(() => tf.where(soFar.greaterEqual(0), means, soFar));
    for (let k = first; k < Math.min(first + levelsAtOnce, levels); k++)
      sum = withTerm(sum, inputs, k);
    inputs.dispose();
  }
  return sum.div(levels - 1);
};

const distributionOf = (means: tf.Tensor, logScale: tf.Tensor, levels: number) => ({
  logProb: (x: tf.Tensor) => logMass(means, logScale, x, levels),
  mean: () => meanOf(means, logScale, levels),
  sample: (noise: tf.Tensor) =>
    noise
      .mul(logScale.exp())
      .add(means)
      .mul(levels - 1)
      .round()
      .clipByValue(0, levels - 1)
      .div(levels - 1),
});

const spaceOf = (levels: number) => {
  requireCount("levels", levels, 2);
  const measure: BaseMeasure = {
    kind: "counting",
    description: `a probability on ${levels} grey levels, {0, 1/${levels - 1}, …, 1}^D`,
  };
  return {
    measureOf: () => measure,
    requireData: (what: string, values: Float32Array) => {
      values.forEach((value, i) => {
        const level = value * (levels - 1);
        if (!(value >= 0 && value <= 1 && Math.abs(level - Math.round(level)) < 1e-3))
          throw new RangeError(
            `${what}[${i}] must be one of the ${levels} grey levels in [0, 1], got ${value}`,
          );
      });
    },
  };
};

/** Discretised logistic likelihood of grey levels, with one learned scale for all pixels and all z. */
export const discretisedLogistic = withOptions(
  "discretisedLogistic",
  { levels: "optional", scale: "optional" },
  ({
    levels = 256,
    scale = 0.1,
  }: Levels & {
    /** Initial scale, in units of the grey range [0, 1]. Default: 0.1. */
    readonly scale?: number;
  }): LearnedLikelihood => {
    requirePositive("scale", scale);
    return {
      ...spaceOf(levels),
      shapes: { [name]: [1] },
      init: () => ({ [name]: tf.fill([1], Math.log(scale)) }),
      outputSize: (dataSize) => dataSize,
      at: (parameters) => {
        const distribution = (means: tf.Tensor) =>
          distributionOf(means, parameter(parameters, name), levels);
        return {
          logProb: (means, x) => distribution(means).logProb(x),
          mean: (means) => distribution(means).mean(),
          sample: (means, rng) => distribution(means).sample(logistic(rng, means.shape)),
        };
      },
    };
  },
);

/** Discretised logistic likelihood whose decoder outputs D means followed by D log-scales. */
export const perPixelDiscretisedLogistic = withOptions(
  "perPixelDiscretisedLogistic",
  { levels: "optional" },
  ({ levels = 256 }: Levels): Likelihood => {
    const distribution = (outputs: tf.Tensor) => {
      const [means, logScales] = tf.split(outputs, 2, -1) as [tf.Tensor, tf.Tensor];
      return { means, ...distributionOf(means, logScales, levels) };
    };
    return {
      ...spaceOf(levels),
      outputSize: (dataSize) => 2 * dataSize,
      logProb: (outputs, x) => distribution(outputs).logProb(x),
      mean: (outputs) => distribution(outputs).mean(),
      sample: (outputs, rng) => {
        const { means, sample } = distribution(outputs);
        return sample(logistic(rng, means.shape));
      },
    };
  },
);
