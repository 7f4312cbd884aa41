import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Parameters } from "../networks/parameters.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { forEachChunk, isWide, write } from "./chunks.ts";
import { type EvalFunction, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated, GenerativeModel } from "./evidence-model.ts";
import { likelihoodOfDraws } from "./likelihood-of-draws.ts";

type DataModel = Pick<GenerativeModel, "dataSize" | "latentSize" | "logLikelihood" | "requireData">;

/** What draws of q(z|x) of B rows say, whatever the rate is computed from. */
export type DrawnTensors = {
  /** E_q log p(x|z) by Monte Carlo: [B]. */
  readonly reconstruction?: tf.Tensor;
  /** In place of the reconstruction, which is computed in parts: [S, B, K]. */
  readonly draws?: tf.Tensor;
  /** [B, K], as `logVariance` and `code`. */
  readonly mean: tf.Tensor;
  readonly logVariance?: tf.Tensor;
  readonly code: tf.Tensor;
};

/** The same of all N rows, with the rate. */
export interface DrawnTerms {
  readonly reconstruction: Float32Array;
  readonly rate: Float32Array;
  readonly mean: Float32Array;
  readonly logVariance?: Float32Array;
  readonly code: Float32Array;
}

/** The reconstruction of draws z [S, B, K] of q(z|x), its moments and the first draw. */
export const drawnTensors = (
  model: DataModel,
  parameters: Parameters,
  q: { readonly mean: tf.Tensor; readonly logVariance?: tf.Tensor },
  z: tf.Tensor,
  x: tf.Tensor,
): DrawnTensors => ({
  ...(isWide(model.dataSize)
    ? { draws: z }
    : { reconstruction: model.logLikelihood(parameters, z, x).mean(0) }),
  mean: q.mean,
  ...(q.logVariance && { logVariance: q.logVariance }),
  code: tf.slice(z, [0, 0, 0], [1, -1, -1]).squeeze([0]),
});

/**
 * Evaluates terms of the ELBO on each of the N rows of x, some rows at a time; `visit` sees the other
 * tensors of each part.
 * @throws TypeError, ShapeError, RangeError for arguments that break a rule
 */
export const termsOfRows = <T extends DrawnTensors & { readonly rate: tf.Tensor }>(
  trained: Evaluated<DataModel>,
  x: Float32Array,
  {
    rng,
    samples = 1,
    run = runEagerly,
  }: { readonly rng: Rng; readonly samples?: number; readonly run?: RunEvalFunction },
  functionOf: (
    samples: number,
  ) => EvalFunction<{ readonly parameters: Parameters; readonly x: tf.Tensor }, T>,
  visit: (terms: T, start: number, N: number) => void = () => undefined,
): DrawnTerms => {
  requireRng("rng", rng);
  const { model, parameters } = requireParameters(trained);
  requireCount("samples", samples);
  const { latentSize: K, dataSize: D } = model;
  const N = requireRows("x", x, model);
  const found = {
    reconstruction: new Float32Array(N),
    rate: new Float32Array(N),
    mean: new Float32Array(N * K),
    code: new Float32Array(N * K),
  };
  let logVariance: Float32Array | undefined;
  const evalFunction = functionOf(samples);
  forEachChunk("x", x, D, (batch, { start }) => {
    const terms = run(evalFunction, { parameters, x: batch }, rng.fold("rows from", start));
    const logLikelihood = terms.draws
      ? likelihoodOfDraws({ model, parameters }, terms.draws, batch, run).mean(0)
      : terms.reconstruction;
    write(found.reconstruction, start, logLikelihood as tf.Tensor);
    write(found.rate, start, terms.rate);
    write(found.mean, start * K, terms.mean);
    write(found.code, start * K, terms.code);
    if (terms.logVariance) {
      logVariance ??= new Float32Array(N * K);
      write(logVariance, start * K, terms.logVariance);
    }
    visit(terms, start, N);
  });
  return { ...found, ...(logVariance && { logVariance }) };
};
