import { decode, type Model, type TrainedModel } from "@vae-lab/core";
import { type SampleShape, sampleLength, undoTransform } from "@vae-lab/core/data";
import type { Evaluation, EvaluationInput } from "../metrics/evaluate.ts";
import { expectsNormalCodes } from "../metrics/kinds-of-models.ts";
import type { ImageKind } from "../metrics/metrics.ts";
import { rowsAt } from "../metrics/spaced-rows.ts";
import type { Evaluated } from "../trial/trial-events.ts";
import { codesFigure } from "./codes-figure.ts";
import { codesPicture } from "./codes-picture.ts";
import { exemplars } from "./exemplars.ts";
import { type Grid, imageGrid } from "./image-grid.ts";
import { manifoldCodes, manifoldSide } from "./manifold.ts";
import { reconstructionTable } from "./reconstruction-table.ts";
import { reconstructionsFigure } from "./reconstructions.ts";

const samplesShown = { count: 100, columns: 10 };
const manyTiles = { tileWidth: 28 };

/** The size of images that can be drawn: grey, or in colour. */
const drawable = (shape: SampleShape): Pick<Grid, "width" | "height" | "channels"> | undefined => {
  if (shape.kind === "vector") return undefined;
  const { width, height, channels } = shape;
  return channels === 1 || channels === 3 ? { width, height, channels } : undefined;
};

/** The pictures of decoded images, none for data that are not images. */
const pictures = (
  trained: TrainedModel<Model>,
  { test, shape, transform }: EvaluationInput,
  { reconstructions, samples, priorLabels }: Evaluation,
): Partial<Record<ImageKind, Uint8Array>> => {
  const image = drawable(shape);
  if (image === undefined) return {};
  const size = sampleLength(shape);
  const inDataUnits = (values: Float32Array) =>
    transform === undefined ? values : undoTransform(transform, values, size);
  const tiles = (images: Float32Array, columns: number) =>
    imageGrid({ ...image, ...manyTiles, images: inDataUnits(images), columns });
  return {
    reconstructions: reconstructionsFigure(
      inDataUnits(test.values.subarray(0, reconstructions.length)),
      test.labels,
      inDataUnits(reconstructions),
      image,
    ),
    samples: tiles(
      rowsAt(samples, size, exemplars(priorLabels, samples.length / size, samplesShown.count)),
      samplesShown.columns,
    ),
    // The plane of codes of a conditional model decodes to other images for each class
    ...(trained.model.latentSize === 2 &&
      priorLabels === undefined &&
      expectsNormalCodes(trained) && {
        manifold: tiles(decode(trained, manifoldCodes()), manifoldSide),
      }),
  };
};

/** What an epoch is shown by. */
type Figures = Pick<Evaluated, "images" | "codes" | "table">;

/** The figures of an epoch as PNG files, the data of the codes figure, and a table for vectors. */
export const figuresOf = (
  trained: TrainedModel<Model>,
  subject: EvaluationInput,
  evaluation: Evaluation,
): Figures => {
  const { test, shape, classes, transform } = subject;
  const codes = codesFigure(evaluation.means, trained.model.latentSize, test, classes);
  return {
    images: {
      ...pictures(trained, subject, evaluation),
      ...(codes && { codes: codesPicture(codes) }),
    },
    ...(codes && { codes }),
    ...(shape.kind === "vector" && {
      table: reconstructionTable(test.values, evaluation.reconstructions, shape, transform),
    }),
  };
};
