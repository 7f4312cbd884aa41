import type { RunRecord } from "../sources/run-source.ts";

/** Params that describe the environment. */
const environment = new Set([
  "backend",
  "backend.instructions",
  "backend.kernels",
  "backend.onednn",
  "backend.version",
  "git.commit",
]);

export const isEnvironment = (key: string): boolean => environment.has(key);

const bookkeeping = new Set([...environment, "code.hash", "data.hash"]);

const importance = [
  "model.kind",
  "objective.regulariser",
  "objective.alpha",
  "objective.beta",
  "objective.schedule.kind",
  "inference.kind",
  "estimator.kind",
  "estimator.samples",
  "estimator.baseline",
  "model.latent",
  "model.likelihood.kind",
  "model.likelihood.variance",
];

const rank = (key: string): number => {
  const at = importance.indexOf(key);
  return at >= 0 ? at : bookkeeping.has(key) ? 1000 : 500;
};

export interface ParamSplit {
  /** Params with several values; a missing param counts as a value. */
  readonly differing: readonly string[];
  readonly constant: readonly string[];
}

/** Splits params into those that differ between the runs and those that do not, most important first. */
export const splitParams = (runs: readonly RunRecord[]): ParamSplit => {
  const keys = new Set(runs.flatMap((run) => [...run.params.keys()]));
  const sorted = [...keys].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const differs = (key: string): boolean =>
    new Set(runs.map((run) => run.params.get(key))).size > 1;
  return {
    differing: sorted.filter(differs),
    constant: sorted.filter((key) => !differs(key)),
  };
};

const twoParts = [
  ...["samples", "version", "name", "hash", "commit", "rate", "sd"],
  ...["average", "from", "share", "groups", "cycles", "rise", "nats", "over"],
];
/** `alpha` alone refers to `objective.alpha`. */
const ambiguous = new Set(["inference.alpha"]);

/** A short label: `objective.beta` → `beta`, `model.likelihood.kind` → `likelihood`. */
export const paramLabel = (key: string): string => {
  const parts = key.split(".").filter((part) => part !== "kind");
  const last = parts.at(-1) ?? key;
  return ambiguous.has(key) || twoParts.includes(last)
    ? parts.slice(-2).join(" ")
    : last.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
};
