import type { DataDescription } from "@vae-lab/experiments/data-description";
import { typedCommand } from "../command-line/typed-command.ts";

const significant = (value: number): string => String(Number(value.toPrecision(4)));

/** At most `max` of some names, and how many more there are. */
const listed = (names: readonly string[], max: number): string =>
  names.length <= max
    ? names.join(", ")
    : `${names.slice(0, max).join(", ")} and ${names.length - max} more`;

const splitText = ({ trainSize, testSize, testShare }: DataDescription): string =>
  `${trainSize} for training, ${testSize} for tests${testShare === undefined ? "" : ` (a share of ${testShare}, the same in every run; --test-share or --data-test changes it)`}`;

const labelsText = ({ labels }: DataDescription): string =>
  labels === undefined
    ? "none"
    : `${labels.length} ${labels.length === 1 ? "class" : "classes"}: ${listed(
        labels.map(({ name, count }) => `${name} (${count})`),
        12,
      )}`;

const constantText = ({ constant, shape }: DataDescription): string => {
  if (constant.length === 0) return "none";
  const what = shape.kind === "vector" && shape.columns ? "columns" : "positions";
  return `${constant.length} ${what}: ${listed(constant.map(String), 8)}`;
};

/** The number of largest eigenvalues that add up to a share of the total. */
const directionsFor = (share: number, eigenvalues: readonly number[], total: number): number => {
  let sum = 0;
  for (const [index, value] of eigenvalues.entries()) {
    sum += value;
    if (sum >= share * total) return index + 1;
  }
  return eigenvalues.length;
};

const spectrumText = ({ spectrum: { eigenvalues, samples } }: DataDescription): string => {
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  if (total === 0) return "all samples are equal";
  const shares = eigenvalues
    .slice(0, 6)
    .map((value) => `${significant(value)} (${((100 * value) / total).toFixed(1)} %)`);
  return `${shares.join(", ")} of the variance; ${directionsFor(0.95, eigenvalues, total)} directions hold 95 % (from ${samples} samples)`;
};

/** The description of data as text, one fact a line, and the command to train on them. */
export const dataText = (
  description: DataDescription,
  path: string,
  options: readonly string[],
): string => {
  const { name, sample, type, range, suggestion } = description;
  const { likelihood, scale, why } = suggestion;
  const facts: readonly (readonly [string, string])[] = [
    ["name", name],
    ["samples", splitText(description)],
    ["sample", sample],
    ["type", type === "uint8" ? "uint8, read as fractions of 255 unless all are 0 or 1" : type],
    ["range", `${significant(range.min)} to ${significant(range.max)}`],
    ["moments", `mean ${significant(range.mean)}, standard deviation ${significant(range.sd)}`],
    ["labels", labelsText(description)],
    ["constant", constantText(description)],
    ["eigenvalues", spectrumText(description)],
    ["likelihood", `${likelihood}: ${why}`],
  ];
  const scaling = scale === undefined ? [] : ["--scale", scale];
  const train = ["train", "--data", path, ...options, ...scaling, "--likelihood", likelihood];
  return [
    ...facts.map(([key, value]) => `${key.padEnd(12)} ${value}`),
    "",
    `train: ${typedCommand(train)}`,
  ].join("\n");
};
