import {
  codes,
  type Rng,
  reconstructionLogLikelihood,
  rng,
  type TrainedModel,
} from "@vae-lab/core";
import { type IwaeRung, iwaeLadder, type RunEvalFunction } from "@vae-lab/core/evaluation";
import { isNormalised } from "@vae-lab/core/likelihoods";
import { mean, standardError } from "@vae-lab/statistics";
import { chooseEvalFunctions } from "../backend/eval-functions/choose-eval-functions.ts";
import { loadBackend } from "../backend/native.ts";
import { activeUnits } from "../metrics/collapse.ts";
import { type AnyVae, isVae } from "../metrics/kinds-of-models.ts";
import { termsOfElbo } from "../metrics/terms-of-elbo.ts";
import type { LoadedRun } from "./load-run.ts";
import type { RunData } from "./run-data.ts";

/** A mean over samples, in nats per example; no standard error for one sample. */
export interface MeanOfSamples {
  readonly value: number;
  readonly standardError?: number;
}

/** The importance-weighted bound on log p(x), in nats per example. */
export interface ImportanceWeightedBound extends MeanOfSamples {
  /** K, the number of draws of z per sample. */
  readonly draws: number;
  /** How many of the first samples it was computed on. */
  readonly size: number;
  /** The standard error over draws alone, for these samples. */
  readonly drawError: number;
  /** The ELBO of the same samples and draws. */
  readonly elbo: number;
}

/** What is measured of a run's model on some samples, at beta = 1 whatever was trained. */
export interface RunEvaluation {
  readonly size: number;
  readonly reconstruction: MeanOfSamples;
  /** What log p(x|z) is the logarithm of. */
  readonly measure: string;
  /** Absent for autoencoders, which have no posterior, with what follows. */
  readonly elbo?: MeanOfSamples;
  readonly rate?: MeanOfSamples;
  /** Whether the rate is an estimate from draws of z, because KL(q(z|x)‖p(z)) has no closed form. */
  readonly rateIsEstimated?: boolean;
  /** Absent where the rate is estimated. */
  readonly unitRates?: readonly number[];
  /** Latent units, and how many of them are active. */
  readonly units?: number;
  readonly activeUnits?: number;
  /** Absent where log p(x|z) is unnormalised, too. */
  readonly bound?: ImportanceWeightedBound;
}

export interface EvaluateRunOptions {
  /** Default: the trial's own, so that the ELBO on its test split is the one it logged. */
  readonly seed?: number | undefined;
  /** K of the importance-weighted bound. Default: 5000. */
  readonly draws?: number | undefined;
  /** How many of the first samples the bound is computed on. Default: 200. */
  readonly boundSize?: number | undefined;
}

const meanOf = (values: ArrayLike<number>): MeanOfSamples => ({
  value: mean(values),
  ...(values.length > 1 && { standardError: standardError(values) }),
});

/** The stream with which a trial evaluates its last epoch. */
const streamOf = ({ config, model }: LoadedRun, seed = config?.seed ?? 1): Rng =>
  rng(seed).fold("evaluation", Number(model.metadata.epoch ?? config?.epochs ?? 1));

const boundOf = ({ rungs }: { readonly rungs: readonly IwaeRung[] }, size: number) => {
  const [elbo, bound] = [rungs[0], rungs.at(-1)] as [IwaeRung, IwaeRung];
  const { value, standardError: error } = bound.mean;
  return {
    value,
    ...(Number.isFinite(error) && { standardError: error }),
    draws: bound.samples,
    size,
    drawError: bound.drawError,
    elbo: elbo.mean.value,
  };
};

const ofVae = (
  trained: TrainedModel<AnyVae>,
  { values, rows, size }: RunData,
  stream: Rng,
  run: RunEvalFunction,
  { draws = 5000, boundSize = 200 }: EvaluateRunOptions,
): Omit<RunEvaluation, "size" | "measure"> => {
  const { latentSize: K, dataSize: D } = trained.model;
  const terms = termsOfElbo(trained, rows, { rng: stream.fold("codes"), run });
  const elbos = terms.reconstruction.map((value, i) => value - (terms.rate[i] as number));
  const [reconstruction, rate] = [meanOf(terms.reconstruction), meanOf(terms.rate)];
  const { unitRate } = terms;
  const units = unitRate?.length ?? K;
  const first = Math.min(size, boundSize);
  const hasBound = isNormalised(trained.model.measureOf(values)) && draws > 1;
  return {
    reconstruction,
    // The difference of the means, as trials log it
    elbo: { ...meanOf(elbos), value: reconstruction.value - rate.value },
    rate,
    rateIsEstimated: unitRate === undefined,
    ...(unitRate && { unitRates: [...unitRate] }),
    units,
    activeUnits: activeUnits(terms.mean, K, units),
    ...(hasBound && {
      bound: boundOf(
        iwaeLadder(trained, rows.subarray(0, first * D), {
          rng: stream.fold("bound"),
          ladder: [1, draws],
          run,
        }),
        first,
      ),
    }),
  };
};

/**
 * Evaluates the model of a run: the ELBO and its terms with one draw of q(z|x) per sample, the rate of
 * each unit, and the importance-weighted bound with its standard error. With the trial's seed, on its
 * test split, the ELBO is the one that the trial logged last.
 */
export const evaluateRun = async (
  run: LoadedRun,
  data: RunData,
  options: EvaluateRunOptions = {},
): Promise<RunEvaluation> => {
  const { trained, description } = run.model;
  const evalFunctions = chooseEvalFunctions(await loadBackend(), description, trained.model.shapes);
  const common = {
    size: data.size,
    measure: trained.model.measureOf(data.values).description,
  };
  if (isVae(trained))
    return {
      ...common,
      ...ofVae(trained, data, streamOf(run, options.seed), evalFunctions, options),
    };
  const { mean: z } = codes(trained, data.rows, { run: evalFunctions });
  const reconstructions = reconstructionLogLikelihood(trained, data.rows, z, {
    run: evalFunctions,
  });
  return { ...common, reconstruction: meanOf(reconstructions) };
};
