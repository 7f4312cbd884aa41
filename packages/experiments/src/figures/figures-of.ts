import { decode, type Model, type TrainedModel } from "@vae-lab/core";
import { type Evaluation, type EvaluationInput, expectsNormalCodes } from "../metrics/evaluate.ts";
import type { ImageKind } from "../metrics/metrics.ts";
import type { CodesFigure } from "../trial/trial-events.ts";
import { codesFigure, codesPicture } from "./codes.ts";
import { imageGrid } from "./image-grid.ts";
import { manifoldCodes, manifoldSide } from "./manifold.ts";
import { reconstructionsFigure } from "./reconstructions.ts";

const samplesShown = { count: 100, columns: 10 };
const manyTiles = { tileWidth: 28 };

/** The figures of an epoch as PNG files, and the data of the codes figure. */
export const figuresOf = (
  trained: TrainedModel<Model>,
  { test, width, height }: EvaluationInput,
  { means, reconstructions, samples }: Evaluation,
): { images: Partial<Record<ImageKind, Uint8Array>>; codes?: CodesFigure } => {
  const units = trained.model.latentSize;
  const shown = samples.subarray(0, samplesShown.count * width * height);
  const codes = codesFigure(means, units, test.labels);
  const grid = { width, height };
  return {
    images: {
      reconstructions: reconstructionsFigure(test, reconstructions, grid),
      samples: imageGrid({ ...grid, ...manyTiles, images: shown, columns: samplesShown.columns }),
      ...(codes && { codes: codesPicture(codes) }),
      ...(units === 2 &&
        expectsNormalCodes(trained) && {
          manifold: imageGrid({
            ...grid,
            ...manyTiles,
            images: decode(trained, manifoldCodes()),
            columns: manifoldSide,
          }),
        }),
    },
    ...(codes && { codes }),
  };
};
