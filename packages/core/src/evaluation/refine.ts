import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Moments } from "../distributions/moments.ts";
import { normal } from "../distributions/normal.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { requireCodes, requireParameters, requireRows } from "../models/checked-input.ts";
import type { Vae } from "../models/model.ts";
import { mapped, type Parameters, parameter } from "../networks/parameters.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer, OptimizerState } from "../optimizers/optimizer.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { forEachChunk, write } from "./chunks.ts";
import type { Codes } from "./codes.ts";
import { type EvalFunction, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

/** Options of `refine`. */
export interface RefineOptions {
  readonly rng: Rng;
  /** Default: 200. */
  readonly steps?: number;
  /** Samples per row and step. Default: 8. */
  readonly samples?: number;
  /** Default: Adam with learning rate 0.05. */
  readonly optimizer?: Optimizer;
  /** Initial moments, N·K each. Default: the encoder's. */
  readonly start?: Required<Codes>;
  readonly run?: RunEvalFunction;
}

/**
 * The diagonal normal q that maximises the ELBO of each of the N rows of x, with the model fixed: the
 * remaining gap to log p(x) is the approximation gap, the gain over the encoder's q the amortisation
 * gap (Cremer et al. 2018). N·K row-major. The iterates of the second half of the steps are averaged
 * (Polyak & Juditsky 1992). Rows do not influence each other.
 * @throws RangeError, ShapeError for arguments that break a rule
 */
export const refine = (
  trained: Evaluated<Vae>,
  x: Float32Array,
  options: RefineOptions,
): Required<Codes> => {
  requireOptions("refine", options, {
    rng: "required",
    steps: "optional",
    samples: "optional",
    optimizer: "optional",
    start: "optional",
    run: "optional",
  });
  const { rng, steps = 200, samples = 8, start, run = runEagerly } = options;
  const { optimizer = adam({ learningRate: 0.05 }) } = options;
  requireRng("rng", rng);
  const { model, parameters } = requireParameters(trained);
  requireCount("steps", steps);
  requireCount("samples", samples);
  const { latentSize: K, dataSize: D } = model;
  const size = requireRows("x", x, model) * K;
  for (const [name, values] of Object.entries(start ?? {})) {
    requireCodes(`start.${name}`, values, model);
    if (values.length !== size)
      throw new ShapeError(`start.${name} must hold ${size} numbers, got ${values.length}`);
  }
  const found = { mean: new Float32Array(size), logVariance: new Float32Array(size) };
  const evalFunction = ascent(model, samples);
  forEachChunk("x", x, D, (batch, { start: first, rows }) => {
    const part = (values: Float32Array) =>
      tf.tensor2d(values.slice(first * K, (first + rows) * K), [rows, K]);
    const begin = start
      ? { mean: part(start.mean), logVariance: part(start.logVariance) }
      : momentsOf(model.posterior(parameters, batch));
    const noise = rng.fold("rows from", first);
    const ends = climb(begin, optimizer, steps, (moments, step) =>
      run(evalFunction, { parameters, x: batch, moments }, noise.fold(step)),
    );
    write(found.mean, first * K, ends.mean);
    write(found.logVariance, first * K, ends.logVariance);
  });
  return found;
};

type TensorMoments = { readonly mean: tf.Tensor; readonly logVariance: tf.Tensor };

const momentsOf = ({ mean, logVariance }: Moments): TensorMoments => ({ mean, logVariance });

type Inputs = {
  readonly parameters: Parameters;
  readonly x: tf.Tensor;
  readonly moments: TensorMoments;
};

/** The gradient of −Σ ELBO over the rows in their own moments. */
const ascent = (model: Vae, samples: number): EvalFunction<Inputs, TensorMoments> => ({
  name: `refinement with ${samples} draws`,
  apply: ({ parameters, x, moments }, rng) => {
    const [mean, logVariance] = tf.grads((mean, logVariance) => {
      const q = normal({ mean, logVariance });
      const z = q.reparameterizedSample(rng, samples);
      const reconstruction = model.logLikelihood(parameters, z, x).mean(0);
      return reverseKl.total(q, model.prior(parameters)).sub(reconstruction).sum();
    })([moments.mean, moments.logVariance]) as [tf.Tensor, tf.Tensor];
    return { mean, logVariance };
  },
});

type Climb = {
  readonly moments: TensorMoments;
  readonly optimizerState: OptimizerState;
  /** Sums of the moments over the averaged steps. */
  readonly sums: TensorMoments;
};

/** The mean of the iterates of the second half. */
const climb = (
  begin: TensorMoments,
  optimizer: Optimizer,
  steps: number,
  gradient: (moments: TensorMoments, step: number) => TensorMoments,
): Moments => {
  const skipped = Math.floor(steps / 2);
  let now: Climb = {
    moments: mapped(begin, (_, m) => m.clone()) as TensorMoments,
    optimizerState: optimizer.init(begin),
    sums: mapped(begin, (_, m) => tf.zerosLike(m)) as TensorMoments,
  };
  for (let step = 1; step <= steps; step++) {
    const next = tf.tidy((): Climb => {
      const { moments, optimizerState, sums } = now;
      const moved = optimizer.update(gradient(moments, step), optimizerState, moments);
      const counts = step > skipped ? 1 : 0;
      return {
        moments: moved.parameters as TensorMoments,
        optimizerState: moved.state,
        sums: mapped(sums, (name, sum) =>
          sum.add(parameter(moved.parameters, name).mul(counts)),
        ) as TensorMoments,
      };
    });
    tf.dispose(now);
    now = next;
  }
  return mapped(now.sums, (_, sum) => sum.div(steps - skipped)) as TensorMoments;
};
