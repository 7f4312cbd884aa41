import { parse } from "csv-parse/sync";
import { labelOf } from "../config/label.ts";
import { flattenConfig, TrialConfig } from "../config/trial-config.ts";
import { unflattenConfig } from "../config/unflatten-config.ts";
import type { ExactValue } from "../studies/evidence.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";

/** A finished trial and the code that computed it. */
export interface EvidenceRow extends TrialRow {
  readonly codeHash?: string | undefined;
}

const configPrefix = "config.";

/** Digits of a metric: more than its standard error needs, fewer than a double has. */
const digits = 7;

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const csvOf = (columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]) =>
  `${[columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]
    .map((cells) => cells.map(quoted).join(","))
    .join("\n")}\n`;

/** Members of series, such as single units, and standard errors, on which no verdict rests. */
const isLeftOut = (metric: string): boolean => /^[^/]*\/[^/]*\/|_se$/.test(metric);

const isMetric = (column: string): boolean => /^(test|system)\//.test(column);

const columnsIn = (rows: readonly Readonly<Record<string, string>>[], first: readonly string[]) => [
  ...new Set([...first, ...rows.flatMap((row) => Object.keys(row)).sort()]),
];

/** Trials as CSV: ids, config by dotted key, and metrics to seven digits. */
export const trialsCsv = (rows: readonly EvidenceRow[]): string => {
  const cells = rows.map(({ id, config, dataHash, codeHash = "", seconds, metrics }) => ({
    ...{ trial: id, "data.hash": dataHash, "code.hash": codeHash, seconds: seconds.toFixed(1) },
    ...Object.fromEntries(
      Object.entries(flattenConfig(config)).map(([key, value]) => [`${configPrefix}${key}`, value]),
    ),
    ...Object.fromEntries(
      Object.entries(metrics).flatMap(([key, value]) =>
        isLeftOut(key) ? [] : [[key, String(Number(value.toPrecision(digits)))]],
      ),
    ),
  }));
  return csvOf(columnsIn(cells, ["trial", "data.hash", "code.hash", "seconds"]), cells);
};

/** Text stays text; what JSON can read is a number, a list or a truth value. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const recordsOf = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, skip_empty_lines: true });

/** Reads trials from CSV. @throws InputError for a config that is not valid */
export const trialsFromCsv = (csv: string): EvidenceRow[] =>
  recordsOf(csv).map((record) => {
    const present = Object.entries(record).filter(([, text]) => text !== "");
    const config = TrialConfig.parse(
      unflattenConfig(
        present.flatMap(([key, text]) =>
          key.startsWith(configPrefix) ? [[key.slice(configPrefix.length), text] as const] : [],
        ),
      ),
    );
    return {
      ...{ id: record.trial ?? "", runId: "", label: labelOf(config), config },
      ...{ dataHash: record["data.hash"] ?? "", seconds: Number(record.seconds) },
      ...(record["code.hash"] && { codeHash: record["code.hash"] }),
      metrics: Object.fromEntries(
        present.flatMap(([key, text]) => (isMetric(key) ? [[key, Number(text)]] : [])),
      ),
    };
  });

const coordinatePrefix = "at.";

/** Exact values as CSV, to full precision. */
export const exactCsv = (values: readonly ExactValue[]): string => {
  const cells = values.map(({ quantity, value, error, unit, at = {} }) => ({
    ...{ quantity, value: String(value), error: String(error), unit },
    ...Object.fromEntries(
      Object.entries(at).map(([key, coordinate]) => [
        `${coordinatePrefix}${key}`,
        typeof coordinate === "string" ? coordinate : String(coordinate),
      ]),
    ),
  }));
  return csvOf(columnsIn(cells, ["quantity", "value", "error", "unit"]), cells);
};

/** Reads exact values from CSV. */
export const exactFromCsv = (csv: string): ExactValue[] =>
  recordsOf(csv).map((record) => {
    const at = Object.fromEntries(
      Object.entries(record).flatMap(([key, text]) =>
        key.startsWith(coordinatePrefix) && text !== ""
          ? [[key.slice(coordinatePrefix.length), parsed(text) as string | number]]
          : [],
      ),
    );
    return {
      ...{ quantity: record.quantity ?? "", unit: record.unit ?? "" },
      ...{ value: Number(record.value), error: Number(record.error) },
      ...(Object.keys(at).length > 0 && { at }),
    };
  });
