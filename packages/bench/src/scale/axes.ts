import { type ModelSpec, modelSpecs } from "../models/model-spec.ts";

/** A size that grows while the others are those of Saghir's VAE, or of an IWAE for K. */
export interface Axis {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly specOf: (size: number) => ModelSpec;
}

const { essay, iwae } = modelSpecs;

export const axes: readonly Axis[] = [
  {
    name: "batch",
    sizes: [32, 64, 128, 256, 512, 1024, 2048, 4096],
    specOf: (batchSize) => ({ ...essay, batchSize }),
  },
  {
    name: "width",
    sizes: [64, 128, 256, 512, 1024, 2048],
    specOf: (width) => ({ ...essay, hidden: [width] }),
  },
  {
    name: "latent size",
    sizes: [2, 8, 32, 128, 512],
    specOf: (latent) => ({ ...essay, latent }),
  },
  {
    name: "K of an IWAE",
    sizes: [1, 2, 5, 10, 20, 50],
    specOf: (samples) => ({ ...iwae, samples }),
  },
  {
    name: "images",
    sizes: [1000, 4000, 16_000, 70_000],
    specOf: (rows) => ({ ...essay, rows }),
  },
];

export const sweepAxis = "trials of a sweep";
export const sweepSizes: readonly number[] = [10, 100, 1000, 10_000];

/** Target for planning and dispatch per trial, in wall-clock time: they also wait for the disk. */
export const dispatchLimit = { trials: 10_000, atMostMs: 10 } as const;
