import { rng, type TrainedModel } from "@vae-lab/core";
import type { ConditionDescription } from "@vae-lab/core/checkpoints";
import type { RunEvalFunction } from "@vae-lab/core/evaluation";
import type { Trainable } from "@vae-lab/core/training";
import { regulariserOf } from "../build/family-inference.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { measuredTraining } from "../datasets/measured-training.ts";
import { isDrawn } from "../figures/drawn-epochs.ts";
import { figuresOf } from "../figures/figures-of.ts";
import { evaluator } from "../metrics/evaluate.ts";
import { evaluateHeldOut } from "../metrics/evaluate-held-out.ts";
import { fullMetrics, type RunPart, runUntimed } from "../metrics/full-metrics.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import { trainedBoundOf } from "../metrics/trained-bound.ts";
import type { Evaluated, Metrics } from "./trial-events.ts";

/** What the models of a trial are evaluated on, and how. */
export interface EpochEvaluation {
  readonly config: TrialConfig;
  readonly trainable: Trainable;
  readonly data: Dataset;
  /** The classes that a conditional model is given. */
  readonly condition: ConditionDescription | undefined;
  /** The rows that early stopping holds out. */
  readonly heldOut: Float32Array | undefined;
  readonly run: RunEvalFunction;
  /** What is measured of the final model. */
  readonly measure: MeasureLevel;
  /** Runs each part of an evaluation. */
  readonly runPart?: RunPart;
}

/** An epoch that is evaluated. */
export interface EvaluatedEpoch {
  /** Its number with the epochs before this trial, which keys the noise. */
  readonly inAll: number;
  /** Its number in this trial. */
  readonly epoch: number;
  /** Whether its model is the final one. */
  readonly isFinal: boolean;
}

/** Evaluates the model of an epoch on the test set and on held-out rows, and draws its figures. */
export const epochEvaluator = ({
  config,
  trainable,
  data,
  condition,
  heldOut,
  run,
  measure,
  runPart = runUntimed,
}: EpochEvaluation) => {
  const noise = rng(config.seed);
  const { test, shape, classes, transform } = data;
  const subject = {
    ...{ test, shape, classes, transform, condition, run },
    regulariser: regulariserOf(config),
    bound: trainedBoundOf(config, trainable),
  };
  const evaluate = evaluator(subject);

  /** The same noise at each epoch: differences between epochs are then those of the model. */
  const heldOutMetricsOf = (trained: TrainedModel): Metrics =>
    heldOut ? evaluateHeldOut(trained, heldOut, { rng: noise.fold("held-out"), run }) : {};

  /** On the test set, with the noise of an epoch. */
  const evaluated = (
    trained: TrainedModel,
    { inAll, epoch, isFinal }: EvaluatedEpoch,
  ): Omit<Evaluated, "epoch"> => {
    const evaluation = runPart("evaluation of an epoch", () =>
      evaluate(trained, noise.fold("evaluation", inAll)),
    );
    const full =
      isFinal &&
      measure !== "basic" &&
      fullMetrics(
        {
          ...{ trained, config, test, shape, evaluation, run },
          training: measuredTraining(config.dataset, data),
          rng: noise.fold("measurement"),
        },
        measure,
        runPart,
      );
    const metrics = { ...evaluation.metrics, ...full };
    const figures = isDrawn(epoch, isFinal)
      ? runPart("figures", () => figuresOf(trained, subject, evaluation))
      : undefined;
    return { metrics, images: {}, ...figures };
  };

  return { heldOutMetricsOf, evaluated };
};
