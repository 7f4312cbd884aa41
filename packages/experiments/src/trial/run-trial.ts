import { encodeSafetensors, rng, toTensors, train } from "@vae-lab/core";
import type { Metrics as Minibatch } from "@vae-lab/core/training";
import type { Backend } from "../backend/backend.ts";
import { chooseKernels } from "../backend/kernels/choose-kernels.ts";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps, type StepKind } from "../backend/steps/choose-steps.ts";
import { build, regulariserOf } from "../build/build.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { figuresOf } from "../figures/figures-of.ts";
import { evaluator } from "../metrics/evaluate.ts";
import { encodeTrialSnapshot, type Resumption, resumeOrStart } from "./resumption.ts";
import { runtimeFingerprint } from "./runtime-fingerprint.ts";
import { snapshotPace } from "./snapshot-pace.ts";
import type { Metrics, TrialEvent } from "./trial-events.ts";
import { canonicalJson, trialId } from "./trial-id.ts";

export interface TrialOptions {
  /** The backend that is current already. Default: the fastest that loads. */
  readonly backend?: Backend;
  readonly load?: typeof loadDataset;
  /** Says snapshots, and goes on from one; without it, neither. */
  readonly resumption?: Resumption | undefined;
}

const withTrainPrefix = (metrics: Minibatch): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([key, value]) => [`train/${key}`, value]));

/**
 * Trains what a config says and metrics it: a stream of events, the same for the same config on
 * the same backend, also where one that was stopped goes on. Evaluation draws from streams of its
 * own, so it does not change the training.
 * @throws InputError for data that are absent, NonFiniteError when a term becomes NaN or infinite
 */
export async function* runTrial(
  config: TrialConfig,
  { backend, load = loadDataset, resumption }: TrialOptions = {},
): AsyncGenerator<TrialEvent, void, undefined> {
  const current = backend ?? (await loadBackend());
  const { train: training, test, width, height } = await load(config.dataset);
  const { epochs, batchSize, seed } = config;
  const options = { epochs, batchSize, seed };
  const trainable = build(config, { width, height });
  const circumstances = (step: StepKind) =>
    runtimeFingerprint(resumption?.provenance ?? {}, current, step);
  const { steps, snapshot, ...begun } = resumeOrStart(
    (from) => chooseSteps(current, trainable, training.images, { ...options, from }),
    config,
    circumstances,
    resumption?.file,
  );
  try {
    yield {
      kind: "started",
      steps: epochs * Math.ceil(training.size / batchSize),
      backend: current,
      ...begun,
    };
    const run = chooseKernels(current, config.model, trainable.model.shapes);
    const subject = { test, width, height, run, regulariser: regulariserOf(config) };
    const evaluate = evaluator(subject);
    const { from, step: stepKind } = begun;
    const pace = resumption && snapshotPace(() => performance.now());
    const imagesBefore = (from?.epoch ?? 0) * training.size;
    let images = 0;
    let seconds = 0;
    let began = performance.now();
    for await (const event of train(trainable, training.images, {
      ...options,
      steps: () => steps,
      ...(snapshot && { from: snapshot }),
    })) {
      seconds += (performance.now() - began) / 1000;
      if (event.kind === "step") {
        const { step, epoch } = event;
        images = Math.min(images + batchSize, epoch * training.size - imagesBefore);
        yield {
          kind: "step",
          epoch,
          step,
          metrics: withTrainPrefix(event.metrics),
          imagesPerSecond: images / seconds,
        };
      } else {
        const { epoch, trained } = event;
        const evaluation = evaluate(trained, rng(seed).fold("evaluation", epoch));
        const metrics = { ...evaluation.metrics, "system/images_per_second": images / seconds };
        yield {
          kind: "epoch",
          epoch,
          metrics,
          ...figuresOf(trained, subject, evaluation),
        };
        if (epoch < epochs && pace?.isDue()) {
          const since = performance.now();
          const about = circumstances(stepKind);
          const file = encodeTrialSnapshot(event.snapshot(), config, epoch, about);
          yield { kind: "snapshot", file };
          pace.spent(since);
        }
        if (epoch === epochs) {
          const about = { trial: trialId(config), config: canonicalJson(config) };
          yield { kind: "finished", checkpoint: encodeSafetensors(toTensors(trained), about) };
        }
      }
      began = performance.now();
    }
  } finally {
    steps.dispose();
  }
}
