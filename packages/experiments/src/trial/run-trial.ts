import { fromTensors, type TrainedModel, train } from "@vae-lab/core";
import { learningRateAt } from "@vae-lab/core/optimizers";
import type { Metrics as Minibatch } from "@vae-lab/core/training";
import type { Backend } from "../backend/backend.ts";
import { chooseEvalFunctions } from "../backend/eval-functions/choose-eval-functions.ts";
import { loadBackend } from "../backend/native.ts";
import type { StepKind } from "../backend/steps/choose-steps.ts";
import type { KeptGraphs } from "../backend/steps/kept-graphs.ts";
import { stepsChoice } from "../backend/steps/lagging-steps.ts";
import { build } from "../build/build.ts";
import { conditionOf } from "../build/condition.ts";
import { descriptionOf } from "../build/description.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { InputError } from "../input-error.ts";
import { collapsedSince, collapseEpoch } from "../metrics/collapse/dead-units.ts";
import { monitored } from "../metrics/evaluate-held-out.ts";
import type { RunPart } from "../metrics/full-metrics.ts";
import { rowsOf } from "../metrics/labelled-rows.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import { earlyStopping } from "./early-stopping.ts";
import { epochEvaluator } from "./epoch-evaluator.ts";
import { trainingRows } from "./held-out.ts";
import { canonicalJson } from "./identity.ts";
import { resumeOrStart } from "./resume-or-start.ts";
import { runtimeFingerprint } from "./runtime-fingerprint.ts";
import { snapshotPace } from "./snapshot-pace.ts";
import { type StartFiles, startFrom } from "./start.ts";
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
  /** What a trial with `from` starts from. */
  readonly start?: StartFiles | undefined;
  /** Where compiled graphs are kept for the next trial of the same kind, which gives the same bits. */
  readonly graphs?: KeptGraphs | undefined;
  /** Predicts the trial on its data. It has no effect on the training. Default: no prediction. */
  readonly predict?: ((config: TrialConfig, data: Dataset) => Promise<Metrics>) | undefined;
  /** Runs each part of an evaluation; a benchmark times it. */
  readonly runPart?: RunPart;
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
    start: startFiles,
    graphs,
    predict,
    runPart,
  }: TrialOptions = {},
): AsyncGenerator<TrialEvent, void, undefined> {
  const current = backend ?? (await loadBackend());
  const data = await load(config.dataset);
  const { hash } = data;
  if (dataHash !== undefined && dataHash !== hash)
    throw new InputError(
      `cannot run the trial: dataset ${config.dataset.name} changed since the sweep began (its hash was ${dataHash} and is ${hash}); start the sweep again`,
    );
  const { epochs, batchSize, seed } = config;
  const condition = conditionOf(config, data);
  const trainable = build(config, data.shape, condition);
  const { rows, heldOut } = trainingRows(config, {
    values: rowsOf(trainable.model, data.train),
    size: data.train.size,
  });
  const size = rows.length / trainable.model.dataSize;
  const stepsPerEpoch = Math.ceil(size / batchSize);
  const start = await startFrom(config, trainable, stepsPerEpoch, startFiles);
  /** What was made before this trial, whose own epochs and steps count from 1. */
  const before = { epochs: start?.epochs ?? 0, steps: start?.snapshot.step ?? 0 };
  const options = { epochs: before.epochs + epochs, batchSize, seed };
  const fingerprintOf = await runtimeFingerprint(hash, current, config, startFiles?.checkpoint);
  const metadataOf = (step: StepKind) => ({ config, fingerprint: fingerprintOf(step) });
  // Trials that differ in their seeds have the same graph.
  const kept = graphs && { graphs, kind: canonicalJson({ ...config, seed: 0 }) };
  const { steps, resumed, ...started } = await resumeOrStart(
    (from = start?.snapshot) =>
      stepsChoice(config.lagging, { precision: config.precision, kept })(current, trainable, rows, {
        ...options,
        from,
      }),
    metadataOf,
    file,
  );
  const resumePoint = started.from && {
    epoch: started.from.epoch,
    step: started.from.step - before.steps,
  };
  const metadata = metadataOf(started.step);
  const totalSteps = options.epochs * stepsPerEpoch;
  try {
    yield {
      kind: "started",
      steps: epochs * stepsPerEpoch,
      backend: current,
      fingerprint: metadata.fingerprint,
      ...started,
      ...(resumePoint && { from: resumePoint }),
    };
    const predicted = (await predict?.(config, data)) ?? {};
    if (Object.keys(predicted).length > 0) yield { kind: "predicted", metrics: predicted };
    const run = chooseEvalFunctions(current, config.model, trainable.model.shapes);
    const evaluation = {
      ...{ config, trainable, data, condition, heldOut, run, measure },
      ...(runPart && { runPart }),
    };
    const { heldOutMetricsOf, evaluated } = epochEvaluator(evaluation);
    const description = descriptionOf(config, data.shape, {
      ...(data.transform && { transform: data.transform }),
      ...(condition && { condition }),
    });
    const checkpointOf = (trained: TrainedModel, epoch: number) =>
      encodeCheckpoint(trained, epoch, description, metadata);
    const stopping = config.earlyStopping && earlyStopping(config.earlyStopping, resumed?.best);
    const pace = snapshots ? snapshotPace(() => performance.now()) : undefined;
    const from = resumed?.snapshot ?? start?.snapshot;
    const imagesBefore = (started.from?.epoch ?? 0) * size;
    let collapsed = resumed?.collapsedSince;
    let images = 0;
    let seconds = 0;
    let began = performance.now();
    for await (const event of train(trainable, rows, {
      ...options,
      steps: () => steps,
      ...(from && { from }),
    })) {
      seconds += (performance.now() - began) / 1000;
      if (event.kind === "step") {
        const step = event.step - before.steps;
        const epoch = event.epoch - before.epochs;
        const learningRate = learningRateAt(trainable.optimizer, event.step, totalSteps);
        images = Math.min(images + batchSize, epoch * size - imagesBefore);
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
        const { trained } = event;
        const epoch = event.epoch - before.epochs;
        const speed = { "system/images_per_second": images / seconds };
        const onHeldOut = heldOutMetricsOf(trained);
        stopping?.see(epoch, monitored(onHeldOut), trained);
        const best = stopping?.best();
        const stopReason = epoch < epochs ? stopping?.reason() : undefined;
        const ending = stopReason === undefined ? {} : { stopReason };
        const isLast = epoch === epochs || stopReason !== undefined;
        const isRestoring = isLast && best !== undefined && best.epoch < epoch;
        const isFinal = isLast && !isRestoring;
        const now = evaluated(trained, { inAll: event.epoch, epoch, isFinal });
        collapsed = collapsedSince(collapsed, epoch, now.metrics["test/rate"]);
        const collapse = isFinal ? collapseEpoch(collapsed) : {};
        const metrics = { ...now.metrics, ...collapse, ...onHeldOut, ...speed };
        yield { kind: "epoch", ...now, epoch, metrics };
        if (isRestoring) {
          const restored = fromTensors(trainable.model, best.parameters);
          try {
            const again = evaluated(restored, {
              ...{ inAll: before.epochs + best.epoch, epoch: best.epoch, isFinal: true },
            });
            const metrics = { ...again.metrics, ...heldOutMetricsOf(restored), ...speed };
            yield { kind: "restored", ...again, epoch: epoch + 1, metrics };
            const checkpoint = await checkpointOf(restored, best.epoch);
            yield { kind: "finished", checkpoint, bestEpoch: best.epoch, ...ending };
          } finally {
            restored.dispose();
          }
        } else if (isLast) {
          const checkpoint = await checkpointOf(trained, epoch);
          const whole = { epoch: event.epoch, snapshot: event.snapshot() };
          const state = await encodeTrialSnapshot(whole, metadata);
          const chosen = best && { bestEpoch: epoch };
          yield { kind: "finished", checkpoint, state, ...chosen, ...ending };
        } else if (pace?.isDue()) {
          const since = performance.now();
          const state = { epoch, snapshot: event.snapshot(), best, collapsedSince: collapsed };
          yield { kind: "snapshot", file: await encodeTrialSnapshot(state, metadata) };
          pace.spent(since);
        }
        if (isLast) return;
      }
      began = performance.now();
    }
  } finally {
    steps.dispose();
  }
}
