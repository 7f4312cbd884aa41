import type { SweepEvent, TrialRow } from "@vae-lab/experiments";
import { clock, decimal } from "./number-text.ts";
import { doneOf, type RunningTrial, type SweepState, secondsLeft } from "./sweep-state.ts";

export const barText = (fraction: number, width: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return "█".repeat(full) + "░".repeat(width - full);
};

/** Where a trial stands, behind its name: `epoch 1/2 · ELBO −120.3 · 5400 images/s · 0:42 left`. */
export const trialText = (running: RunningTrial): string => {
  const { trial, steps, step, epoch, elbo, loss, imagesPerSecond, secondsLeft: left } = running;
  if (imagesPerSecond === undefined) return "starting";
  const measure = elbo === undefined ? `loss ${decimal(loss, 1)}` : `ELBO ${decimal(elbo, 1)}`;
  const speed = `${Math.round(imagesPerSecond)} images/s`;
  const rest = step < steps ? `${clock(left)} left` : "measuring";
  return `epoch ${epoch}/${trial.config.epochs} · ${measure} · ${speed} · ${rest}`;
};

export const startedText = ({ trial, from }: Extract<SweepEvent, { kind: "started" }>): string =>
  from === undefined
    ? `started ${trial.label}`
    : `goes on after epoch ${from.epoch} of ${trial.config.epochs}: ${trial.label}`;

export const sweepText = (state: SweepState, elapsedSeconds: number): string => {
  const failed = state.failed > 0 ? ` · ${state.failed} failed` : "";
  const left = clock(secondsLeft(state, elapsedSeconds));
  return `${doneOf(state)}/${state.total} trials${failed} · ${left} left`;
};

/** What a finished trial came to; what does not apply to it goes unsaid. */
export const rowText = ({ label, metrics, seconds }: TrialRow): string => {
  const told = [
    ["ELBO", "test/elbo", 1],
    ["reconstruction", "test/reconstruction", 1],
    ["rate", "test/rate", 2],
    ["active units", "test/active_units", 0],
  ] as const;
  const results = told
    .filter(([, key]) => metrics[key] !== undefined)
    .map(([name, key, digits]) => `${name} ${decimal(metrics[key], digits)}`);
  return `${label}: ${[...results, `took ${clock(seconds)}`].join(" · ")}`;
};
