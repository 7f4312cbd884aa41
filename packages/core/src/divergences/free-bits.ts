import * as tf from "@tensorflow/tfjs";
import { requireCount, requireOneOf, requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Divergence } from "./divergence.ts";
import { reverseKl } from "./reverse-kl.ts";

/** Options of `freeBits`. */
export interface FreeBitsOptions {
  /** λ > 0, the free nats of each group (0.693 nats are one bit). */
  readonly nats: number;
  /** Number of neighbouring units in a group, a divisor of K. Default: 1. */
  readonly groupSize?: number;
  /** Whether the maximum applies to the mean over the minibatch or to each example. Default: batch. */
  readonly over?: "batch" | "example";
  /** Default: reverse KL. */
  readonly divergence?: Divergence;
}

/**
 * Σ max(λ, D of a group) over the groups of units (Kingma et al. 2016, eq. 15, which takes the mean over
 * the minibatch): below λ a group has no gradient. It does not bound D from below: the
 * reconstruction term still trains the encoder and may reduce a group's D to 0.
 */
export const freeBits = withOptions(
  "freeBits",
  { nats: "required", groupSize: "optional", over: "optional", divergence: "optional" },
  ({
    nats,
    groupSize = 1,
    over = "batch",
    divergence = reverseKl,
  }: FreeBitsOptions): Divergence => {
    requirePositive("nats", nats);
    requireCount("groupSize", groupSize);
    requireOneOf("over", over, ["batch", "example"]);
    const grouped = (perUnit: tf.Tensor): tf.Tensor => {
      const [B = 0, K = 0] = perUnit.shape;
      if (K % groupSize !== 0)
        throw new RangeError(`groupSize must divide the ${K} units, got ${groupSize}`);
      return perUnit.reshape([B, K / groupSize, groupSize]).sum(-1);
    };
    const perGroup: Divergence["perUnit"] = (q, p) => {
      const groups = grouped(divergence.perUnit(q, p));
      if (over === "example") return tf.maximum(groups, nats);
      return tf.broadcastTo(tf.maximum(groups.mean(0, true), nats), groups.shape);
    };
    return {
      name: `free-bits(${divergence.name})`,
      exact: divergence.exact,
      perUnit: (q, p) => {
        const groups = perGroup(q, p).div(groupSize).expandDims(-1);
        const [B = 0, G = 0] = groups.shape;
        return tf.broadcastTo(groups, [B, G, groupSize]).reshape([B, G * groupSize]);
      },
      total: (q, p) => perGroup(q, p).sum(-1),
    };
  },
);
