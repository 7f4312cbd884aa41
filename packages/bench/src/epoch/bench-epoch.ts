import { TrialConfig } from "@vae-lab/experiments";
import { contest } from "../contest/contest.ts";
import { announced } from "../contest/progress.ts";
import {
  type ClaimResult,
  claimResults,
  type Failure,
  type Result,
  resultsOf,
} from "../contest/results.ts";
import { ourEpochs, theirEpochs } from "../contestants.ts";
import { loadBetween } from "../machine.ts";
import type { ModelSpec } from "../models/model-spec.ts";

export interface EpochOptions {
  readonly rounds: number;
  /** Each holds one process of a contestant, all of which train at once. */
  readonly cores: readonly number[];
  /** The peers' Python; ours alone without it. */
  readonly python?: string;
  /** A look at ours with few images, which measures nothing: peers always train on all. */
  readonly isQuick?: boolean;
  readonly say: (text: string) => void;
}

/** Milliseconds of a whole epoch in one process while each of the other cores runs another. */
export interface EpochReport {
  readonly rounds: number;
  readonly processes: number;
  /** Trained on in each epoch. */
  readonly images: number;
  readonly isQuick?: boolean;
  readonly results: readonly (Result | Failure)[];
  readonly claims: readonly ClaimResult[];
  readonly load: number;
}

const imagesPerEpoch = 60_000;
const imagesOfALook = 512;

/** pythae's own sizes: its MLP has no other hidden width. */
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

/** As a sweep's workers do from their second trial on; the peers read theirs each time. */
const inMemory = "vae-lab, images in memory";

const claims = [
  { of: "vae-lab", to: "pythae's trainer", atMost: 0.4 },
  { of: "vae-lab", to: "PyTorch loop" },
  { of: inMemory, to: "pythae's trainer" },
  { of: inMemory, to: "PyTorch loop" },
] as const;

/** Times whole epochs over MNIST, reading and evaluation included, as a sweep runs them. */
export const benchEpoch = async ({
  rounds,
  cores,
  python,
  isQuick = false,
  say,
}: EpochOptions): Promise<EpochReport> => {
  const images = isQuick ? imagesOfALook : imagesPerEpoch;
  say(announced(`an epoch of ${images} images, ${cores.length} processes at once`, rounds));
  const contestants = [
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
    contest(contestants, { rounds, stepsPerRound: 1, cores, say }),
  );
  return {
    rounds,
    processes: cores.length,
    images,
    ...(isQuick && { isQuick }),
    results: resultsOf(entries),
    claims: claimResults(entries, claims),
    load,
  };
};
