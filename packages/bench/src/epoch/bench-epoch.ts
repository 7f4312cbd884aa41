import { TrialConfig } from "@vae-lab/experiments";
import { contest } from "../contest/contest.ts";
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
  /** Of our images, for a look: peers always train on all. */
  readonly trainSize?: number;
  readonly say: (text: string) => void;
}

/** Milliseconds of a whole epoch in one process while each of the other cores runs another. */
export interface EpochReport {
  readonly rounds: number;
  readonly processes: number;
  readonly results: readonly (Result | Failure)[];
  readonly claims: readonly ClaimResult[];
  readonly load: number;
}

/** Images that an epoch trains on. */
export const imagesPerEpoch = 60_000;

/** pythae's own sizes: its MLP has no other hidden width. */
const spec: ModelSpec = {
  kind: "vae",
  hidden: [512],
  latent: 20,
  samples: 1,
  batchSize: 128,
  rows: imagesPerEpoch,
};

const configOf = (trainSize?: number): TrialConfig =>
  TrialConfig.parse({
    dataset: { name: "mnist", ...(trainSize !== undefined && { trainSize, testSize: trainSize }) },
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
  trainSize,
  say,
}: EpochOptions): Promise<EpochReport> => {
  say(`an epoch of MNIST, ${cores.length} processes at once: ${rounds} rounds`);
  const contestants = [
    ourEpochs("vae-lab", configOf(trainSize), "anew"),
    ourEpochs(inMemory, configOf(trainSize), "once"),
    ...(python === undefined
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
    results: resultsOf(entries),
    claims: claimResults(entries, claims),
    load,
  };
};
