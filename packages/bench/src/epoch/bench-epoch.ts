import { TrialConfig } from "@vae-lab/experiments";
import { ourEpochs, theirEpochs } from "../candidates.ts";
import { loadBetween } from "../machine.ts";
import type { ModelSpec } from "../models/model-spec.ts";
import { announced } from "../rounds/progress.ts";
import {
  type Failure,
  type RatioResult,
  type Result,
  ratioResults,
  resultsOf,
} from "../rounds/results.ts";
import { runRounds } from "../rounds/run-rounds.ts";

export interface EpochOptions {
  readonly rounds: number;
  /** Cores to pin to: a candidate runs one process on each, all at once. */
  readonly cores: readonly number[];
  /** The Python of the peers; without it only our candidates run. */
  readonly python?: string;
  /** A quick run with few images and without peers, which measures nothing. */
  readonly isQuick?: boolean;
  readonly say: (text: string) => void;
}

/** Milliseconds per epoch in one process while the other cores run others. */
export interface EpochReport {
  readonly rounds: number;
  readonly processes: number;
  /** Training images per epoch. */
  readonly images: number;
  readonly isQuick?: boolean;
  readonly results: readonly (Result | Failure)[];
  readonly claims: readonly RatioResult[];
  readonly load: number;
}

const imagesPerEpoch = 60_000;
const quickImages = 512;

/** The sizes of pythae's MLP, whose hidden width is fixed. */
const spec: ModelSpec = {
  kind: "vae",
  hidden: [512],
  latent: 20,
  samples: 1,
  batchSize: 128,
  rows: imagesPerEpoch,
};

const configOf = (images: number): TrialConfig =>
  TrialConfig.parse({
    dataset: {
      name: "mnist",
      ...(images < imagesPerEpoch && { trainSize: images, testSize: images }),
    },
    model: { kind: "vae", hidden: [...spec.hidden], latent: spec.latent },
    objective: {},
    estimator: { kind: "pathwise" },
    batchSize: spec.batchSize,
    epochs: 1,
  });

/** As in a sweep's worker from its second trial on; the peers read the images each time. */
const inMemory = "vae-lab, images in memory";

const claims = [
  { of: "vae-lab", to: "pythae's trainer", atMost: 0.4 },
  { of: "vae-lab", to: "PyTorch loop", atMost: 0.9 },
  { of: inMemory, to: "pythae's trainer" },
  { of: inMemory, to: "PyTorch loop", atMost: 0.9 },
] as const;

/** Times whole epochs over MNIST with reading and evaluation, as a sweep runs them. */
export const benchEpoch = async ({
  rounds,
  cores,
  python,
  isQuick = false,
  say,
}: EpochOptions): Promise<EpochReport> => {
  const images = isQuick ? quickImages : imagesPerEpoch;
  say(announced(`an epoch of ${images} images, ${cores.length} processes at once`, rounds));
  const candidates = [
    ourEpochs("vae-lab", configOf(images), "anew"),
    ourEpochs(inMemory, configOf(images), "once"),
    ...(python === undefined || isQuick
      ? []
      : [
          theirEpochs("pythae's trainer", python, "pythae_epoch.py", spec),
          theirEpochs("PyTorch loop", python, "torch_epoch.py", spec),
        ]),
  ];
  const { value: entries, load } = await loadBetween(() =>
    runRounds(candidates, { rounds, stepsPerRound: 1, cores, say }),
  );
  return {
    rounds,
    processes: cores.length,
    images,
    ...(isQuick && { isQuick }),
    results: resultsOf(entries),
    claims: ratioResults(entries, claims),
    load,
  };
};
