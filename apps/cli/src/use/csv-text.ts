import { stringify } from "csv-stringify/sync";

/** A float32 in the fewest digits that give it back. */
export const float32Text = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(9))) : String(value);

/** A table of rows of `columns.length` float32 numbers, with a last column of text if there is one. */
export const csvText = (
  columns: readonly string[],
  values: Float32Array,
  last?: { readonly name: string; readonly texts: readonly string[] },
): string => {
  const D = columns.length;
  const rows = Array.from({ length: values.length / D }, (_, n) => [
    ...Array.from(values.subarray(n * D, (n + 1) * D), float32Text),
    ...(last ? [last.texts[n] ?? ""] : []),
  ]);
  return stringify([[...columns, ...(last ? [last.name] : [])], ...rows]);
};
