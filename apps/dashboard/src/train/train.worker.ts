import { wasmBackend } from "../worker/wasm-backend.ts";
import { shown } from "./frame-sizes.ts";
import { type LiveTraining, liveTraining } from "./live-training.ts";
import type { Order, Report, StepTerms, TrainingImages } from "./messages.ts";
import { fetchImages } from "./training-images.ts";

// Trains in a thread of its own, so that the page responds while a step runs.

const post = (report: Report, transfer: Transferable[] = []): void =>
  self.postMessage(report, { transfer });

/** How long steps are made before the next frame, in milliseconds. */
const frameMs = 25;

let training: LiveTraining | undefined;
let images: TrainingImages | undefined;
let isPlaying = false;
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
  do {
    const next = await current.next();
    if (next === undefined) {
      post({ kind: "finished" });
      return false;
    }
    terms.push(next);
  } while (performance.now() < until);
  postFrame(current, terms);
  return true;
};

/** Orders run one after another, and never during a step. */
let queue: Promise<void> = Promise.resolve();
const enqueue = (task: () => Promise<void> | void): void => {
  queue = queue.then(task).catch((error: unknown) => {
    isPlaying = false;
    post({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
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
    start: ({ config, digits }) =>
      enqueue(async () => {
        const [backend, read] = await Promise.all([wasmBackend(), fetchImages(config, digits)]);
        images = read;
        training = liveTraining(config, read);
        const { values, labels, width, height } = read;
        const seen = {
          values: values.slice(0, shown.reconstructions * width * height),
          labels: labels.slice(0, shown.codes),
        };
        post({ kind: "ready", backend, shown: { ...seen, width, height } });
      }),
    change: ({ config }) =>
      enqueue(async () => {
        if (training === undefined || images === undefined) return;
        const snapshot = training.snapshot();
        await training.dispose();
        training = liveTraining(config, images, snapshot);
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
  };

self.addEventListener("message", ({ data }: MessageEvent<Order>) => obey[data.kind](data as never));
