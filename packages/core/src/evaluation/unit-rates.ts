import type * as tf from "@tensorflow/tfjs";
import { exactKlPerUnit } from "../families/exact-kl.ts";
import type { FamilyName, PosteriorOf, PriorOf } from "../families/families.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { VariationalModel } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { forEachChunk } from "./chunks.ts";
import {
  type EvalFunction,
  noNoise,
  type RunOptions,
  runEagerly,
  runOptions,
} from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";

/** The rate of each row in each latent unit. */
export interface UnitRates {
  /** K, or U for U units of one-hot codes. */
  readonly units: number;
  /** KL(q(z_k|x)‖p(z_k)), exact, in nats: N·units, row by row. */
  readonly rows: Float32Array;
}

/**
 * KL(q(z_k|x)‖p(z_k)) of each unit for each of the N rows of x. Their mean over rows is the `unitRate` of
 * `elboTerms`, and their sum over units the rate.
 */
export const unitRates = <Q extends PosteriorOf<FamilyName>, P extends PriorOf<FamilyName>>(
  trained: Evaluated<VariationalModel<Q, P>>,
  x: Float32Array,
  options: RunOptions = {},
): UnitRates => {
  requireOptions("unitRates", options, runOptions);
  const { run = runEagerly } = options;
  const { model, parameters } = requireParameters(trained);
  const N = requireRows("x", x, model);
  let units = 0;
  let found = new Float32Array();
  const evalFunction: EvalFunction<
    { readonly parameters: Parameters; readonly x: tf.Tensor },
    tf.Tensor
  > = {
    name: "rates of units",
    apply: (inputs) =>
      exactKlPerUnit(model.posterior(inputs.parameters, inputs.x), model.prior(inputs.parameters)),
  };
  forEachChunk("x", x, model.dataSize, (batch, { start, rows }) => {
    const own = run(evalFunction, { parameters, x: batch }, noNoise).dataSync();
    if (start === 0) {
      units = own.length / rows;
      found = new Float32Array(N * units);
    }
    found.set(own, start * units);
  });
  return { units, rows: found };
};
