import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { mapped, type Parameters } from "../networks/parameters.ts";
import type { Optimizer, OptimizerRule } from "./optimizer.ts";

/** Added to the norm that divides, as PyTorch does. */
const epsilon = 1e-6;

/**
 * The gradients times min(1, maxNorm / (‖g‖ + 1e-6)), ‖g‖ the Euclidean norm of all of them together:
 * PyTorch's `torch.nn.utils.clip_grad_norm_`. The caller disposes them.
 */
export const clippedByGlobalNorm = (gradients: Parameters, maxNorm: number): Parameters => {
  const all = Object.values(gradients);
  if (all.length === 0) return {};
  const factor = tf.tidy(() => {
    const norm = tf
      .stack(all.map((g) => g.square().sum()))
      .sum()
      .sqrt();
    return tf.minimum(tf.div(maxNorm, norm.add(epsilon)), 1);
  });
  const clipped = mapped(gradients, (_, g) => g.mul(factor));
  factor.dispose();
  return clipped;
};

/**
 * The optimizer with its gradients clipped by their global norm (Pascanu et al. 2013, section 3.2): a
 * longer gradient is scaled to the length `maxNorm`, a shorter one is used as it is.
 * @throws RangeError unless maxNorm is a number > 0
 */
export const withGradientClipping = <O extends Optimizer>(optimizer: O, maxNorm: number): O => {
  requirePositive("gradientClipping", maxNorm);
  const { rule } = optimizer;
  return {
    ...optimizer,
    ...(rule && { rule: { ...rule, gradientClipping: maxNorm } satisfies OptimizerRule }),
    update: (gradients, state, parameters, learningRate) => {
      const clipped = clippedByGlobalNorm(gradients, maxNorm);
      const next = optimizer.update(clipped, state, parameters, learningRate);
      tf.dispose(clipped);
      return next;
    },
  };
};

/** The optimizer as it is, or clipped where a norm is given. */
export const clippedIf = <O extends Optimizer>(maxNorm: number | undefined, optimizer: O): O =>
  maxNorm === undefined ? optimizer : withGradientClipping(optimizer, maxNorm);
