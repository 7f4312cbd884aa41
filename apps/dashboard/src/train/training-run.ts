import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { fromTensors, type ModelDescription, saveModel } from "@vae-lab/core";
import { buildModel } from "@vae-lab/core/checkpoints";
import { flattenConfig, labelOf, type TrialConfig } from "@vae-lab/experiments/config";
import { codesPath, runFiles, singleTrials, tags } from "@vae-lab/experiments/metrics";
import {
  canonicalJson,
  collapseEpoch,
  configIdentity,
  descriptionOf,
  idLength,
  retrainScript,
  subsampleSteps,
  trialIdentity,
} from "@vae-lab/experiments/without-node";
import type { NewRun } from "../sources/run-source.ts";
import { sha256 } from "./sha256.ts";
import type { EpochState, LoggedMetrics, TrainingHistory } from "./training-history.ts";
import type { TrainingData } from "./training-images.ts";

const idOf = async (identity: string): Promise<string> =>
  (await sha256([new TextEncoder().encode(identity)])).slice(0, idLength);

/** What the numbers depend on besides the config, as far as a page knows it. */
const fingerprintOf = (dataHash: string): Readonly<Record<string, string>> => ({
  "data.hash": dataHash,
  backend: "wasm",
  "backend.version": version_wasm,
  step: "eager",
});

/** The file of the model, with what the file of a trial says. */
const checkpointOf = async (
  { epoch, config, parameters }: EpochState,
  { width, height }: TrainingData,
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array> => {
  const sample = { kind: "image", width, height, channels: 1 } as const;
  const description: ModelDescription = descriptionOf(config, sample);
  const trained = fromTensors(buildModel(description), parameters);
  try {
    return await saveModel(trained, description, { ...metadata, epoch: String(epoch) });
  } finally {
    trained.dispose();
  }
};

const logOf = ({ epochs }: TrainingHistory, { epoch, changes }: EpochState): string =>
  [
    `eager steps on wasm ${version_wasm} in a page`,
    ...changes.map((change) => `changed ${change}`),
    ...epochs
      .filter(({ step }) => step <= epoch)
      .map(({ step, metrics }) => `epoch ${step}: ${JSON.stringify(metrics)}`),
    "",
  ].join("\n");

/** What the tags say of the trial; of a training whose settings were changed, that no config gives it. */
const tagsOf = async (
  { config, changes, pausedMs }: EpochState,
  dataHash: string,
): Promise<Readonly<Record<string, string>>> => ({
  ...(changes.length === 0
    ? {
        [tags.trial]: await idOf(trialIdentity(config, dataHash)),
        [tags.config]: await idOf(configIdentity(config)),
      }
    : {
        [tags.warning]: `settings were changed while it trained: ${changes.join("; ")}. The config is that of the last settings and does not give this model alone`,
      }),
  ...(pausedMs > 0 && { [tags.stopped]: String(Math.round(pausedMs)) }),
  [tags.study]: singleTrials,
  "mlflow.runName": labelOf(config),
  "mlflow.source.name": "vae-lab",
  "mlflow.source.type": "LOCAL",
});

const points = (logged: readonly LoggedMetrics[]) =>
  logged.flatMap(({ step, metrics, timestamp }) =>
    Object.entries(metrics).map(([key, value]) => ({ key, value, step, timestamp })),
  );

const textFiles = (config: TrialConfig, id: string | undefined, dataHash: string) => [
  {
    path: runFiles.config,
    body: JSON.stringify(config, null, 2),
    contentType: "application/json",
  },
  ...(id === undefined
    ? []
    : [
        {
          path: runFiles.command,
          body: retrainScript(config, { id, dataHash }),
          contentType: "text/plain",
        },
      ]),
];

/**
 * The run of a training up to its last whole epoch, with the names that a sweep gives params, metrics,
 * tags and files.
 * @throws Error before the first epoch is over
 * @throws TypeError where WebCrypto is missing
 */
export const trainingRun = async (
  history: TrainingHistory,
  data: TrainingData,
): Promise<NewRun> => {
  const state = history.last;
  if (state === undefined)
    throw new Error("cannot log the run before its first epoch is over; train on");
  const { epoch, config } = state;
  const dataHash = await data.hash();
  const fingerprint = fingerprintOf(dataHash);
  const ownTags = await tagsOf(state, dataHash);
  const id = ownTags[tags.trial];
  const metadata = {
    ...(id !== undefined && { trial: id }),
    config: canonicalJson(config),
    "data.hash": dataHash,
    circumstances: canonicalJson(fingerprint),
  };
  const epochs = history.epochs.filter(({ step }) => step <= epoch);
  const end = epochs.at(-1)?.timestamp ?? Date.now();
  const isKept = subsampleSteps(state.step);
  return {
    experiment: singleTrials,
    name: labelOf(config),
    startTime: history.startTime,
    endTime: end,
    tags: ownTags,
    params: { ...flattenConfig(config), ...fingerprint },
    metrics: [
      ...points(history.steps.filter(({ step }) => step <= state.step && isKept(step))),
      ...points(epochs),
      ...points([{ step: epoch, metrics: collapseEpoch(state.collapsedSince), timestamp: end }]),
    ],
    files: [
      ...(state.codes === undefined
        ? []
        : [
            {
              path: codesPath(epoch),
              body: JSON.stringify(state.codes),
              contentType: "application/json",
            },
          ]),
      ...textFiles(config, id, dataHash),
      {
        path: runFiles.checkpoint,
        body: await checkpointOf(state, data, metadata),
        contentType: "application/octet-stream",
      },
      { path: "log.txt", body: logOf(history, state), contentType: "text/plain" },
    ],
  };
};
