import {
  encodeSafetensors,
  type Measures as Minibatch,
  parametersOf,
  rng,
  train,
} from "@vae-lab/core";
import { build, regulariserOf } from "./build.ts";
import type { TrialConfig } from "./config.ts";
import { loadDataset } from "./datasets/load-dataset.ts";
import { figuresOf } from "./figures/figures-of.ts";
import { chooseKernels } from "./kernels/choose-kernels.ts";
import { type Backend, loadBackend } from "./native.ts";
import { evaluator } from "./observatory/evaluate.ts";
import { chooseSteps } from "./steps/choose-steps.ts";
import type { Measures, TrialEvent } from "./trial-events.ts";
import { canonicalJson, trialId } from "./trial-id.ts";

export interface TrialOptions {
  /** The backend that is current already. Default: the fastest that loads. */
  readonly backend?: Backend;
  readonly load?: typeof loadDataset;
}

const trainMeasures = (measures: Minibatch): Measures =>
  Object.fromEntries(Object.entries(measures).map(([key, value]) => [`train/${key}`, value]));

/**
 * Trains what a config says and measures it: a stream of events, the same for the same config on
 * the same backend. Evaluation draws from streams of its own, so it does not change the training.
 * @throws InputError for data that are absent, NonFiniteError when a term becomes NaN or infinite
 */
export async function* runTrial(
  config: TrialConfig,
  { backend, load = loadDataset }: TrialOptions = {},
): AsyncGenerator<TrialEvent, void, undefined> {
  const current = backend ?? (await loadBackend());
  const { train: training, test, width, height } = await load(config.dataset);
  const { epochs, batchSize, seed } = config;
  const trainable = build(config, { width, height });
  const { steps, ...chosen } = chooseSteps(current, trainable, training.images, config);
  try {
    yield {
      kind: "started",
      steps: epochs * Math.ceil(training.size / batchSize),
      backend: current,
      ...chosen,
    };
    const run = chooseKernels(current, config.model, trainable.model.shapes);
    const subject = { test, width, height, run, regulariser: regulariserOf(config) };
    const evaluate = evaluator(subject);
    const options = { epochs, batchSize, seed, steps: () => steps };
    let images = 0;
    let seconds = 0;
    let began = performance.now();
    for await (const event of train(trainable, training.images, options)) {
      seconds += (performance.now() - began) / 1000;
      if (event.kind === "step") {
        const { step, epoch } = event;
        images = Math.min(images + batchSize, epoch * training.size);
        yield {
          kind: "step",
          epoch,
          step,
          measures: trainMeasures(event.measures),
          imagesPerSecond: images / seconds,
        };
      } else {
        const { epoch, trained } = event;
        const evaluation = evaluate(trained, rng(seed).fold("evaluation", epoch));
        const measures = { ...evaluation.measures, "system/images_per_second": images / seconds };
        yield { kind: "epoch", epoch, measures, ...figuresOf(trained, subject, evaluation) };
        if (epoch === epochs) {
          const about = { trial: trialId(config), config: canonicalJson(config) };
          yield { kind: "finished", checkpoint: encodeSafetensors(parametersOf(trained), about) };
        }
      }
      began = performance.now();
    }
  } finally {
    steps.dispose();
  }
}
