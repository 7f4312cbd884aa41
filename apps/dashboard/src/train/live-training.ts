import {
  codes,
  decode,
  rng,
  type TrainedModel,
  toTensors,
  train,
  trainedModel,
} from "@vae-lab/core";
import { eagerSteps, type Snapshot, type Steps } from "@vae-lab/core/training";
import { build } from "@vae-lab/experiments/build";
import type { TrialConfig } from "@vae-lab/experiments/config";
import { manifoldCodes } from "@vae-lab/experiments/manifold";
import {
  codesFigure,
  collapsedSince,
  evaluator,
  regulariserOf,
} from "@vae-lab/experiments/without-node";
import { shown } from "./frame-sizes.ts";
import type { Frame, StepTerms } from "./messages.ts";
import type { TrainingHistory } from "./training-history.ts";
import type { TrainingData } from "./training-images.ts";

/** A training that makes steps on demand and describes its state. Its holder disposes it. */
export interface LiveTraining {
  /** Makes a step, and evaluates the model after the last one of an epoch. Undefined when all epochs are over. */
  next(): Promise<StepTerms | undefined>;
  /** The state after the last step, with the terms of the steps since the last frame. */
  frame(terms: readonly StepTerms[]): Frame;
  /** The state from which a training with another config can continue. */
  snapshot(): Snapshot | undefined;
  dispose(): Promise<void>;
}

interface LiveTrainingOptions {
  /** Where the training is recorded. */
  readonly history: TrainingHistory;
  /** Default: begins anew. */
  readonly from?: Snapshot | undefined;
}

/** Starts the training of a config, or continues one from its snapshot. */
export const liveTraining = (
  config: TrialConfig,
  { train: { values, size }, test, classes, ...image }: TrainingData,
  { history, from }: LiveTrainingOptions,
): LiveTraining => {
  const shape = { kind: "image", width: image.width, height: image.height, channels: 1 } as const;
  const trainable = build(config, shape);
  const { model } = trainable;
  const { epochs, batchSize, seed } = config;
  const stepsPerEpoch = Math.ceil(size / batchSize);
  let steps: Steps | undefined;
  const events = train(trainable, values, {
    ...{ epochs, batchSize, seed },
    ...(from !== undefined && { from }),
    steps: (...given) => {
      steps = eagerSteps(...given);
      return steps;
    },
  });
  const evaluate = evaluator({ test, shape, classes, regulariser: regulariserOf(config) });

  /** Evaluates as a trial in Node does, with the noise of the epoch. */
  const recordEpoch = (trained: TrainedModel, epoch: number, step: number): void => {
    const { metrics, means } = evaluate(trained, rng(seed).fold("evaluation", epoch));
    const speed = (1000 * history.steps.length * batchSize) / history.trainedMs;
    history.epochs.push({
      step: epoch,
      metrics: { ...metrics, "system/images_per_second": speed },
      timestamp: Date.now(),
    });
    history.last = {
      ...{ epoch, step },
      config: { ...config, epochs: epoch },
      parameters: toTensors(trained),
      codes: codesFigure(means, model.latentSize, test, classes),
      changes: [...history.changes],
      collapsedSince: collapsedSince(history.last?.collapsedSince, epoch, metrics["test/rate"]),
      pausedMs: history.pausedMs,
    };
  };

  let at = { step: from?.step ?? 0, epoch: 1 };
  let trainedMs = 0;
  let madeSteps = 0;
  const first = (count: number) => values.subarray(0, count * model.dataSize);
  const grid = manifoldCodes(shown.manifoldSide);
  return {
    next: async () => {
      const began = performance.now();
      const { done, value: event } = await events.next();
      const spent = performance.now() - began;
      if (done === true || event.kind !== "step") return undefined;
      trainedMs += spent;
      history.trainedMs += spent;
      const { step, epoch } = event;
      madeSteps++;
      at = { step, epoch };
      const metrics = Object.fromEntries(
        Object.entries(event.metrics).map(([key, value]) => [`train/${key}`, value]),
      );
      history.steps.push({ step, metrics, timestamp: Date.now() });
      if (step % stepsPerEpoch === 0) {
        const after = await events.next();
        if (after.done !== true && after.value.kind === "epoch")
          recordEpoch(after.value.trained, epoch, step);
      }
      const { reconstruction = Number.NaN, rate = Number.NaN } = event.metrics;
      return { step, reconstruction, rate };
    },
    frame: (terms) => {
      if (steps === undefined) throw new Error("cannot draw a training before its first step");
      const trained = trainedModel(model, steps.parameters());
      const evaluated = history.epochs.at(-1);
      try {
        return {
          ...at,
          terms,
          means: codes(trained, first(shown.codes)).mean,
          manifold: decode(trained, grid),
          reconstructions: decode(trained, codes(trained, first(shown.reconstructions)).mean),
          stepsPerSecond: trainedMs > 0 ? (1000 * madeSteps) / trainedMs : 0,
          ...(evaluated && {
            evaluated: {
              epoch: evaluated.step,
              elbo: evaluated.metrics["test/elbo"] ?? Number.NaN,
            },
          }),
        };
      } finally {
        trained.dispose();
      }
    },
    snapshot: () => steps?.snapshot(),
    dispose: async () => {
      await events.return();
    },
  };
};
