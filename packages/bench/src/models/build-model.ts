import type { BenchModel } from "./bench-model.ts";
import { convolutional } from "./convolutional.ts";
import { coreVae } from "./core-vae.ts";
import { importanceWeighted } from "./importance-weighted.ts";
import type { ModelSpec } from "./model-spec.ts";
import { plainVae } from "./plain-vae.ts";

const builders: Readonly<Record<ModelSpec["kind"], (spec: ModelSpec) => BenchModel>> = {
  vae: coreVae,
  "plain-vae": plainVae,
  iwae: importanceWeighted,
  convolutional,
};

export const buildModel = (spec: ModelSpec): BenchModel => builders[spec.kind](spec);
