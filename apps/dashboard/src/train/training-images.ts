import type { TrialConfig } from "@vae-lab/experiments/config";
import {
  bars,
  binarisedMnist,
  classesOf,
  type GreyDataset,
  hashedParts,
  type Split,
  scaledSplit,
  shiftedEdges,
} from "@vae-lab/experiments/without-node";
import type { DigitsFile } from "./messages.ts";
import { sha256 } from "./sha256.ts";

const side = 28;
const pixels = side * side;

/** The data set of a config as `vae-lab train` reads it. */
export interface TrainingData {
  readonly train: Split;
  readonly test: Split;
  readonly width: number;
  readonly height: number;
  readonly classes: readonly string[];
  /** The data's SHA-256, which names them in a run. @throws TypeError where WebCrypto is missing */
  hash(): Promise<string>;
}

/** Reads the digits. @throws Error if they are not served */
const fetchDigits = async ({ url, count, testCount }: DigitsFile): Promise<GreyDataset> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`cannot read the digits: ${url} gives ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const size = (count + testCount) * (pixels + 1);
  if (bytes.length !== size)
    throw new Error(
      `cannot read the digits: ${url} must hold ${size} bytes (got ${bytes.length}); build the page again`,
    );
  const splitAt = (start: number, length: number) => ({
    pixels: bytes.slice(start, start + length * pixels),
    labels: bytes.slice(start + length * pixels, start + length * (pixels + 1)),
    size: length,
  });
  const test = splitAt(count * (pixels + 1), testCount);
  return { train: splitAt(0, count), test, width: side, height: side };
};

const greyImages = async (
  dataset: TrialConfig["dataset"],
  digits: DigitsFile,
): Promise<GreyDataset> => {
  if (dataset.name === "bars") return bars(dataset);
  if (dataset.name === "shifted-edges") return shiftedEdges(dataset);
  if (dataset.name === "mnist") return fetchDigits(digits);
  if (dataset.name === "mnist-14") return binarisedMnist["mnist-14"](await fetchDigits(digits));
  throw new Error(`cannot train in the page: the page has no data set ${dataset.name}`);
};

/** Reads or draws the images of a config's data set. @throws Error if the digits are not served */
export const fetchImages = async (
  { dataset }: TrialConfig,
  digits: DigitsFile,
): Promise<TrainingData> => {
  const grey = await greyImages(dataset, digits);
  return {
    train: scaledSplit(grey.train),
    test: scaledSplit(grey.test),
    width: grey.width,
    height: grey.height,
    classes: classesOf(grey),
    hash: () => sha256(hashedParts(grey)),
  };
};
