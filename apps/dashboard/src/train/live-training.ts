import { codes, decode, train, trainedModel } from "@vae-lab/core";
import { eagerSteps, type Snapshot, type Steps } from "@vae-lab/core/training";
import { build } from "@vae-lab/experiments/build";
import type { TrialConfig } from "@vae-lab/experiments/config";
import { manifoldCodes } from "@vae-lab/experiments/manifold";
import { shown } from "./frame-sizes.ts";
import type { Frame, StepTerms, TrainingImages } from "./messages.ts";

/** A training that makes steps on demand and describes its state. Its holder disposes it. */
export interface LiveTraining {
  /** Makes a step. Undefined when the last epoch is over. */
  next(): Promise<StepTerms | undefined>;
  /** The state after the last step, with the terms of the steps since the last frame. */
  frame(terms: readonly StepTerms[]): Frame;
  /** The state from which a training with another config can continue. */
  snapshot(): Snapshot | undefined;
  dispose(): Promise<void>;
}

/** Starts the training of a config, or continues one from its snapshot. */
export const liveTraining = (
  config: TrialConfig,
  images: TrainingImages,
  from?: Snapshot,
): LiveTraining => {
  const { values, width, height } = images;
  const trainable = build(config, { kind: "image", width, height, channels: 1 });
  const { model } = trainable;
  const { epochs, batchSize, seed } = config;
  let steps: Steps | undefined;
  const events = train(trainable, values, {
    ...{ epochs, batchSize, seed },
    ...(from !== undefined && { from }),
    steps: (...given) => {
      steps = eagerSteps(...given);
      return steps;
    },
  });
  /** Passes over the events of epochs. */
  const nextStep = async () => {
    for (;;) {
      const { done, value } = await events.next();
      if (done === true) return undefined;
      if (value.kind === "step") return value;
    }
  };
  let at = { step: from?.step ?? 0, epoch: 1 };
  let trainedMs = 0;
  let madeSteps = 0;
  const first = (count: number) => values.subarray(0, count * model.dataSize);
  const grid = manifoldCodes(shown.manifoldSide);
  return {
    next: async () => {
      const began = performance.now();
      const event = await nextStep();
      trainedMs += performance.now() - began;
      if (event === undefined) return undefined;
      const { step, epoch, metrics } = event;
      madeSteps++;
      at = { step, epoch };
      return {
        step,
        reconstruction: metrics.reconstruction ?? Number.NaN,
        rate: metrics.rate ?? Number.NaN,
      };
    },
    frame: (terms) => {
      if (steps === undefined) throw new Error("cannot draw a training before its first step");
      const trained = trainedModel(model, steps.parameters());
      try {
        return {
          ...at,
          terms,
          means: codes(trained, first(shown.codes)).mean,
          manifold: decode(trained, grid),
          reconstructions: decode(trained, codes(trained, first(shown.reconstructions)).mean),
          stepsPerSecond: trainedMs > 0 ? (1000 * madeSteps) / trainedMs : 0,
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
