import { rng, train } from "@vae-lab/core";
import { learningRateAt } from "@vae-lab/core/optimizers";
import type { Metrics as Minibatch } from "@vae-lab/core/training";
import type { Backend } from "../backend/backend.ts";
import { chooseEvalFunctions } from "../backend/eval-functions/choose-eval-functions.ts";
import { loadBackend } from "../backend/native.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";
import { stepsChoice } from "../backend/steps/lagging-steps.ts";
import { build } from "../build/build.ts";
import { descriptionOf } from "../build/description.ts";
import { regulariserOf } from "../build/family-inference.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { figuresOf } from "../figures/figures-of.ts";
import { InputError } from "../input-error.ts";
import { evaluator } from "../metrics/evaluate.ts";
import { fullMetrics } from "../metrics/full-metrics.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import { trainedBoundOf } from "../metrics/trained-bound.ts";
import { resumeOrStart } from "./resume-or-start.ts";
import { runtimeFingerprint } from "./runtime-fingerprint.ts";
import { snapshotPace } from "./snapshot-pace.ts";
import type { Metrics, TrialEvent } from "./trial-events.ts";
import { encodeCheckpoint, encodeTrialSnapshot } from "./trial-files.ts";

export interface TrialOptions {
  /** The backend that is already current. Default: the fastest that loads. */
  readonly backend?: Backend;
  readonly load?: typeof loadDataset;
  /** The hash that the data must have. Default: any. */
  readonly dataHash?: string;
  /** Whether snapshots are yielded, from which the trial can be resumed. */
  readonly snapshots?: boolean;
  /** The file of a snapshot to resume from. */
  readonly snapshot?: Uint8Array | undefined;
  /** What is measured. It has no effect on the training. Default: "basic". */
  readonly measure?: MeasureLevel | undefined;
}

const withTrainPrefix = (metrics: Minibatch): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([key, value]) => [`train/${key}`, value]));

/**
 * Trains the model of a config and evaluates it after each epoch. The events are the same for the
 * same config, data, code and backend, also if the trial was stopped and is resumed. Evaluation has
 * random streams of its own, so it does not change the training.
 * @throws InputError if the data are missing or have another hash, NonFiniteError if a term of the
 * loss becomes NaN or infinite
 */
export async function* runTrial(
  config: TrialConfig,
  {
    backend,
    load = loadDataset,
    dataHash,
    snapshots = false,
    snapshot: file,
    measure = "basic",
  }: TrialOptions = {},
): AsyncGenerator<TrialEvent, void, undefined> {
  const current = backend ?? (await loadBackend());
  const { train: training, test, shape, classes, transform, hash } = await load(config.dataset);
  if (dataHash !== undefined && dataHash !== hash)
    throw new InputError(
      `cannot run the trial: dataset ${config.dataset.name} changed since the sweep began (its hash was ${dataHash} and is ${hash}); start the sweep again`,
    );
  const { epochs, batchSize, seed } = config;
  const options = { epochs, batchSize, seed };
  const trainable = build(config, shape);
  const fingerprintOf = await runtimeFingerprint(hash, current);
  const metadataOf = (step: StepKind) => ({ config, fingerprint: fingerprintOf(step) });
  const { steps, snapshot, ...started } = await resumeOrStart(
    (from) =>
      stepsChoice(config.lagging)(current, trainable, training.values, { ...options, from }),
    metadataOf,
    file,
  );
  const metadata = metadataOf(started.step);
  const totalSteps = epochs * Math.ceil(training.size / batchSize);
  try {
    yield {
      kind: "started",
      steps: totalSteps,
      backend: current,
      fingerprint: metadata.fingerprint,
      ...started,
    };
    const run = chooseEvalFunctions(current, config.model, trainable.model.shapes);
    const subject = {
      ...{ test, shape, classes, transform, run },
      regulariser: regulariserOf(config),
      bound: trainedBoundOf(config, trainable),
    };
    const evaluate = evaluator(subject);
    const pace = snapshots ? snapshotPace(() => performance.now()) : undefined;
    const imagesBefore = (started.from?.epoch ?? 0) * training.size;
    let images = 0;
    let seconds = 0;
    let began = performance.now();
    for await (const event of train(trainable, training.values, {
      ...options,
      steps: () => steps,
      ...(snapshot && { from: snapshot }),
    })) {
      seconds += (performance.now() - began) / 1000;
      if (event.kind === "step") {
        const { step, epoch } = event;
        const learningRate = learningRateAt(trainable.optimizer, step, totalSteps);
        images = Math.min(images + batchSize, epoch * training.size - imagesBefore);
        yield {
          kind: "step",
          epoch,
          step,
          metrics: {
            ...withTrainPrefix(event.metrics),
            ...(learningRate !== undefined && { "train/learning_rate": learningRate }),
          },
          imagesPerSecond: images / seconds,
        };
      } else {
        const { epoch, trained } = event;
        const evaluation = evaluate(trained, rng(seed).fold("evaluation", epoch));
        const metrics = {
          ...evaluation.metrics,
          ...(measure === "full" &&
            epoch === epochs &&
            fullMetrics({
              ...{ trained, config, training, test, shape, evaluation, run },
              rng: rng(seed).fold("measurement"),
            })),
          "system/images_per_second": images / seconds,
        };
        yield {
          kind: "epoch",
          epoch,
          metrics,
          ...figuresOf(trained, subject, evaluation),
        };
        if (epoch < epochs && pace?.isDue()) {
          const since = performance.now();
          yield {
            kind: "snapshot",
            file: await encodeTrialSnapshot(event.snapshot(), metadata, epoch),
          };
          pace.spent(since);
        }
        if (epoch === epochs) {
          const description = descriptionOf(config, shape, transform);
          yield {
            kind: "finished",
            checkpoint: await encodeCheckpoint(trained, description, metadata),
          };
        }
      }
      began = performance.now();
    }
  } finally {
    steps.dispose();
  }
}
