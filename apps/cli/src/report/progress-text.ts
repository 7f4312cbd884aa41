import type { SweepEvent, TrialRow } from "@vae-lab/experiments";
import { clock, decimal } from "./number-text.ts";
import { doneOf, type RunningTrial, type SweepState, secondsLeft } from "./sweep-state.ts";

export const barText = (fraction: number, width: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return "█".repeat(full) + "░".repeat(width - full);
};

const lossText = ({ elbo, loss }: RunningTrial): string =>
  elbo === undefined ? `training loss ${decimal(loss, 1)}` : `training ELBO ${decimal(elbo, 1)}`;

const timeText = ({ step, steps, secondsLeft: left }: RunningTrial): string =>
  step < steps ? `${clock(left)} left` : "evaluating";

/** Progress of a trial beside its bar: `epoch 1/2 · training ELBO −120.3 · 0:42 left`. */
export const barCaption = (running: RunningTrial): string => {
  if (running.imagesPerSecond === undefined) return "starting";
  const { epoch, trial } = running;
  return `epoch ${epoch}/${trial.config.epochs} · ${lossText(running)} · ${timeText(running)}`;
};

/** Progress of a trial in a line of its own, with the origin of the loss and the speed. */
export const trialText = (running: RunningTrial): string => {
  const { epoch, trial, imagesPerSecond } = running;
  if (imagesPerSecond === undefined) return "starting";
  const loss = `${lossText(running)} (last minibatch)`;
  const speed = `${Math.round(imagesPerSecond)} examples/s`;
  return `epoch ${epoch}/${trial.config.epochs} · ${loss} · ${speed} · ${timeText(running)}`;
};

export const startedText = ({ trial, from }: Extract<SweepEvent, { kind: "started" }>): string =>
  from === undefined
    ? `started ${trial.label}`
    : `resumed after epoch ${from.epoch} of ${trial.config.epochs}: ${trial.label}`;

export const retryText = ({
  trial,
  reason,
  attempt,
  inMs,
}: Extract<SweepEvent, { kind: "retry" }>): string =>
  `${trial.label} failed: ${reason}; attempt ${attempt} begins in ${Math.ceil(inMs / 1000)} s`;

/** `3/12`, or for a worker of a queue, whose trials no sweep of its own counts, `3 finished, 9 waiting`. */
export const countsText = (state: SweepState): string => {
  const { queued, finished, failed } = state;
  if (queued === undefined) return `${doneOf(state)}/${state.total}`;
  return [
    `${finished} finished`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${queued} waiting`,
  ].join(", ");
};

export const sweepText = (state: SweepState, elapsedSeconds: number): string => {
  if (state.queued !== undefined) return countsText(state);
  const failed = state.failed > 0 ? ` · ${state.failed} failed` : "";
  const left = clock(secondsLeft(state, elapsedSeconds));
  return `${doneOf(state)}/${state.total} trials${failed} · ${left} left`;
};

const testColumns = [
  ["test ELBO", "test/elbo", 1],
  ["trained bound", "test/bound", 1],
  ["reconstruction", "test/reconstruction", 1],
  ["rate", "test/rate", 2],
  ["active units", "test/active_units", 0],
] as const;

/** The metrics on the test set that the model has. */
const testText = (metrics: Readonly<Record<string, number>>): string[] =>
  testColumns
    .filter(([, key]) => metrics[key] !== undefined)
    .map(([name, key, digits]) => `${name} ${decimal(metrics[key], digits)}`);

/** The test metrics after an epoch; those after the last one are the result of the trial. */
export const epochText = (
  { trial }: RunningTrial,
  { epoch, metrics }: Extract<SweepEvent, { kind: "epoch" }>,
): string | undefined => {
  const { epochs } = trial.config;
  const results = testText(metrics);
  return epoch === epochs || results.length === 0
    ? undefined
    : `${trial.label}: after epoch ${epoch}/${epochs} · ${results.join(" · ")}`;
};

/** The result of a finished trial; metrics that the model does not have are left out. */
export const rowText = ({ label, metrics, seconds }: TrialRow): string =>
  `${label}: ${[...testText(metrics), `took ${clock(seconds)}`].join(" · ")}`;
