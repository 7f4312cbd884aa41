import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import { freeingTape } from "../tensors/gradients.ts";
import type { RunEvalFunction } from "./eval-function.ts";
import type { Evaluated, GenerativeModel } from "./evidence-model.ts";
import { lookFunction, moveFunction, type Places } from "./hamiltonian-move.ts";

/** C Markov chains for each of B rows of x. They hold tensors; their creator disposes them. */
export interface Chains {
  /** Moves all chains at temperature β with step sizes per row [B]; returns the mean acceptance per row. */
  move(beta: number, stepSizes: Float32Array, noise: Rng): Float64Array;
  /** log p(x, z) − log N(z; 0, I) of the current codes: C·B. */
  logRatio(): ArrayLike<number>;
  /** The current codes [C, B, K], valid until the next move. */
  codes(): tf.Tensor;
  dispose(): void;
}

/** Chains that start at z [C, B, K] for rows x [B, D]; both tensors remain the caller's. */
export const chainsFrom = (
  { model, parameters }: Evaluated<GenerativeModel>,
  x: tf.Tensor,
  z: tf.Tensor,
  { leapfrogs, run, rng }: { leapfrogs: number; run: RunEvalFunction; rng: Rng },
): Chains => {
  const [C = 0, B = 0] = z.shape;
  const evalFunction = moveFunction(model, leapfrogs);
  const kept = (look: () => Places): Places => {
    const places = freeingTape(() => tf.tidy(look));
    tf.keep(places.z);
    tf.keep(places.logRatio);
    tf.keep(places.slope);
    return places;
  };
  let places = kept(() => run(lookFunction(model), { parameters, x, z }, rng));
  return {
    move: (beta, stepSizes, noise) => {
      const accepted = new Float64Array(B);
      const next = kept(() => {
        const moved = run(
          evalFunction,
          {
            parameters,
            x,
            places,
            beta: tf.scalar(beta),
            stepSize: tf.tensor3d(stepSizes, [1, B, 1]),
          },
          noise,
        );
        moved.acceptance.dataSync().forEach((chance, i) => {
          accepted[i % B] = (accepted[i % B] as number) + chance / C;
        });
        return moved.places;
      });
      tf.dispose(places);
      places = next;
      return accepted;
    },
    logRatio: () => places.logRatio.dataSync(),
    codes: () => places.z,
    dispose: () => tf.dispose(places),
  };
};
