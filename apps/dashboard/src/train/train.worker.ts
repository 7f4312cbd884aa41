import type { TrialConfig } from "@vae-lab/experiments/config";
import { wasmBackend } from "../worker/wasm-backend.ts";
import { shown } from "./frame-sizes.ts";
import { type LiveTraining, liveTraining } from "./live-training.ts";
import type { Order, Report, StepTerms } from "./messages.ts";
import { changedSettings, newHistory, type TrainingHistory } from "./training-history.ts";
import { fetchImages, type TrainingData } from "./training-images.ts";
import { trainingRun } from "./training-run.ts";

// Trains in a thread of its own, so that the page responds while a step runs.

const post = (report: Report, transfer: Transferable[] = []): void =>
  self.postMessage(report, { transfer });

/** How long steps are made before the next frame, in milliseconds. */
const frameMs = 20;

let training: LiveTraining | undefined;
let data: TrainingData | undefined;
let config: TrialConfig | undefined;
let history: TrainingHistory = newHistory();
let isPlaying = false;
/** When the last steps ended, while it does not play. */
let pausedAt: number | undefined;
let isDrawn = true;

const postFrame = (current: LiveTraining, terms: readonly StepTerms[]): void => {
  const frame = current.frame(terms);
  isDrawn = false;
  post({ kind: "frame", frame }, [
    frame.means.buffer,
    frame.manifold.buffer,
    frame.reconstructions.buffer,
  ]);
};

/** Makes steps for a while and posts a frame; false when the training is over. */
const advance = async (current: LiveTraining, until: number): Promise<boolean> => {
  const terms: StepTerms[] = [];
  if (pausedAt !== undefined) history.pausedMs += performance.now() - pausedAt;
  pausedAt = undefined;
  do {
    const next = await current.next();
    if (next === undefined) {
      post({ kind: "finished" });
      return false;
    }
    terms.push(next);
  } while (performance.now() < until);
  if (!isPlaying) pausedAt = performance.now();
  postFrame(current, terms);
  return true;
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Orders run one after another, and never during a step. */
let queue: Promise<void> = Promise.resolve();
const enqueue = (task: () => Promise<void> | void): void => {
  queue = queue.then(task).catch((error: unknown) => {
    isPlaying = false;
    post({ kind: "failed", message: messageOf(error) });
  });
};

const playOn = (): void => {
  if (!isPlaying || !isDrawn) return;
  enqueue(async () => {
    if (!isPlaying || !isDrawn || training === undefined) return;
    isPlaying = await advance(training, performance.now() + frameMs);
  });
};

const obey: { readonly [Kind in Order["kind"]]: (order: Extract<Order, { kind: Kind }>) => void } =
  {
    start: ({ config: given, digits }) =>
      enqueue(async () => {
        const [backend, read] = await Promise.all([wasmBackend(), fetchImages(given, digits)]);
        data = read;
        config = given;
        history = newHistory();
        training = liveTraining(given, read, { history });
        const { width, height, train } = read;
        const seen = {
          values: train.values.slice(0, shown.reconstructions * width * height),
          labels: Uint8Array.from(train.labels?.subarray(0, shown.codes) ?? []),
        };
        post({ kind: "ready", backend, shown: { ...seen, width, height } });
      }),
    change: ({ config: given }) =>
      enqueue(async () => {
        if (training === undefined || data === undefined || config === undefined) return;
        const from = training.snapshot();
        await training.dispose();
        if (from !== undefined)
          history.changes.push(`${changedSettings(config, given)} after step ${from.step}`);
        config = given;
        training = liveTraining(given, data, { history, from });
      }),
    play: () => {
      isPlaying = true;
      playOn();
    },
    pause: () => {
      isPlaying = false;
    },
    step: () => {
      isPlaying = false;
      enqueue(async () => {
        if (training !== undefined) await advance(training, 0);
      });
    },
    drawn: () => {
      isDrawn = true;
      playOn();
    },
    record: () =>
      enqueue(async () => {
        try {
          if (data === undefined) throw new Error("cannot log the run before it is loaded");
          post({ kind: "recorded", run: await trainingRun(history, data) });
        } catch (error) {
          post({ kind: "unrecorded", message: messageOf(error) });
        }
      }),
  };

self.addEventListener("message", ({ data }: MessageEvent<Order>) => obey[data.kind](data as never));
