import { rng } from "@vae-lab/core";
import { binarised, meanPooled } from "@vae-lab/core/data";
import type { TrialConfig } from "@vae-lab/experiments/config";
import { greyValues } from "@vae-lab/experiments/grey-values";
import type { DigitsFile, TrainingImages } from "./messages.ts";

const side = 28;
const pixels = side * side;

/** The first images of the data set of a config, the same values as `vae-lab train` reads. */
const prepare = (name: TrialConfig["dataset"]["name"], greys: Float32Array) => {
  if (name === "mnist") return { values: greys, width: side, height: side };
  if (name === "mnist-14") {
    const pooled = meanPooled(greys, { width: side, height: side, side: 2 });
    const small = side / 2;
    const values = binarised(pooled, small * small, rng(0).fold(name, "train"));
    return { values, width: small, height: small };
  }
  throw new Error(`cannot train in the page: the page has no data set ${name}`);
};

/** Reads the digits and makes the data set of a config of them. @throws Error if they are not served */
export const fetchImages = async (
  { dataset }: TrialConfig,
  { url, count }: DigitsFile,
): Promise<TrainingImages> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`cannot read the digits: ${url} gives ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length !== count * (pixels + 1))
    throw new Error(
      `cannot read the digits: ${url} must hold ${count * (pixels + 1)} bytes, got ${bytes.length}; build the page again`,
    );
  const greys = greyValues(bytes.subarray(0, count * pixels));
  return { ...prepare(dataset.name, greys), labels: bytes.slice(count * pixels) };
};
