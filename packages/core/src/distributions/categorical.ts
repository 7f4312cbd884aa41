import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { concrete } from "./concrete.ts";
import type {
  Density,
  Distribution,
  Enumerable,
  Prior,
  Relaxable,
  WeaklyDifferentiable,
  WithEntropy,
  WithMean,
} from "./distribution.ts";
import { grouped, hardest, requireGroups, ungrouped } from "./groups.ts";
import { logExponential } from "./open-uniform.ts";
import { replaceGroup } from "./replace-unit.ts";
import { oneHotStates } from "./states.ts";

/** The reference distribution of a divergence from categorical variables; a number stands for equal logits. */
export interface CategoricalReference extends Density {
  readonly classes: number;
  /** [B, K], or [K] where all examples share it. */
  readonly logits: tf.Tensor | number;
}

export interface CategoricalPrior extends CategoricalReference, Prior {}

export interface CategoricalCodes
  extends Distribution,
    WithMean,
    WithEntropy,
    Enumerable,
    Relaxable,
    WeaklyDifferentiable,
    CategoricalReference {
  readonly logits: tf.Tensor;
  readonly logVariance?: never;
}

/** Options of `categoricalCodes` and `categoricalPrior`. */
export interface CategoricalOptions {
  /** [B, K], K = U·C: the logits of each unit's classes lie together. They need not be normalised. */
  readonly logits: tf.Tensor;
  /** C ≥ 2. */
  readonly classes: number;
}

/**
 * U units of C classes each as one-hot codes [B, K], K = U·C.
 * @throws RangeError, ShapeError when K is not a whole number of classes
 */
export const categoricalCodes = withOptions(
  "categoricalCodes",
  { logits: "required", classes: "required" },
  ({ logits, classes }: CategoricalOptions): CategoricalCodes => {
    requireGroups("logits", logits, classes);
    const logMasses = () => ungrouped(tf.logSoftmax(grouped(logits, classes)));
    return {
      logits,
      classes,
      get mean() {
        return ungrouped(tf.softmax(grouped(logits, classes)));
      },
      sample: (rng, samples) => {
        const gumbel = logExponential(rng, [samples, ...logits.shape]).neg();
        return hardest(logits.add(gumbel), classes);
      },
      logProb: (z) => z.mul(logMasses()).sum(-1),
      entropy: () => {
        const groups = grouped(logits, classes);
        return tf.softmax(groups).mul(tf.logSoftmax(groups)).sum([-2, -1]).neg();
      },
      states: () => {
        const [B = 0, K = 0] = logits.shape;
        return oneHotStates(K / classes, classes, B);
      },
      relaxed: ({ temperature }) => concrete({ logits, classes, temperature }),
      // dE f/dl_c = p_c (E f with the unit in class c − E f)
      weakDerivatives: (z) => [
        {
          parameter: logits,
          coefficient: ungrouped(tf.softmax(grouped(logits, classes))),
          plus: replaceGroup(z, classes),
          minus: z.expandDims(0).tile([logits.shape.at(-1) ?? 0, 1, 1, 1]),
        },
      ],
    };
  },
);

/** A categorical prior with logits [K], shared by all examples. */
export const categoricalPrior = withOptions(
  "categoricalPrior",
  { logits: "required", classes: "required" },
  ({ logits, classes }: CategoricalOptions): CategoricalPrior => {
    requireGroups("logits", logits, classes);
    return {
      logits,
      classes,
      logProb: (z) => z.mul(ungrouped(tf.logSoftmax(grouped(logits, classes)))).sum(-1),
      sample: (rng, shape) => hardest(logits.sub(logExponential(rng, shape)), classes),
    };
  },
);

/** The uniform categorical prior. It holds no tensor. */
export const uniformCategorical = (classes: number): CategoricalPrior => {
  requireCount("classes", classes, 2);
  return {
    classes,
    logits: 0,
    logProb: (z) => z.sum(-1).mul(-Math.log(classes)),
    sample: (rng, shape) => hardest(logExponential(rng, shape), classes),
  };
};
