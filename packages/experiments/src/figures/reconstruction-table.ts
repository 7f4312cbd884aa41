import { type AffineTransform, type SampleShape, undoTransform } from "@vae-lab/core/data";

type VectorShape = Extract<SampleShape, { kind: "vector" }>;

/** The number of samples in the table. */
const samplesShown = 20;

const cell = (value: string | number): string => {
  const text = typeof value === "number" ? String(Number(value.toPrecision(6))) : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const rootMeanSquare = (values: Float32Array, others: Float32Array, length: number): number[] => {
  const sums = new Float64Array(length);
  for (let i = 0; i < others.length; i++) {
    const column = i % length;
    sums[column] = (sums[column] as number) + ((values[i] as number) - (others[i] as number)) ** 2;
  }
  return Array.from(sums, (sum) => Math.sqrt((sum * length) / others.length));
};

/**
 * Reconstructions of vectors as CSV, in the units of the data: the root mean squared error of each
 * column over all samples that were reconstructed, then samples, each above its reconstruction.
 * `reconstructions` holds those of the first samples.
 */
export const reconstructionTable = (
  samples: Float32Array,
  reconstructions: Float32Array,
  { length, columns }: VectorShape,
  transform?: AffineTransform,
): string => {
  const inDataUnits = (values: Float32Array) =>
    transform === undefined ? values : undoTransform(transform, values, length);
  const data = inDataUnits(samples.subarray(0, reconstructions.length));
  const decoded = inDataUnits(reconstructions);
  const rowOf = (values: Float32Array, row: number) =>
    Array.from(values.subarray(row * length, (row + 1) * length));
  const shown = Array.from({ length: Math.min(samplesShown, data.length / length) }, (_, i) => i);
  const names = columns ?? Array.from({ length }, (_, column) => String(column));
  const lines: (string | number)[][] = [
    ["row", "sample", ...names],
    ["root mean squared error", "all", ...rootMeanSquare(data, decoded, length)],
    ...shown.flatMap((row) => [
      ["data", row, ...rowOf(data, row)],
      ["reconstruction", row, ...rowOf(decoded, row)],
    ]),
  ];
  return `${lines.map((line) => line.map(cell).join(",")).join("\n")}\n`;
};
