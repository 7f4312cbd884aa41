import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { parse } from "csv-parse";
import { InputError } from "./input-error.ts";
import { labelsFrom } from "./labels.ts";
import type { Samples } from "./samples.ts";

export interface CsvOptions {
  /** Names, or numbers from 1, of the columns that are values. Default: all but the labels. */
  readonly columns?: readonly string[] | undefined;
  /** Name or number of the column that holds the labels. */
  readonly labels?: string | undefined;
  /** Whether the first row names the columns. Default: yes if any of its cells is no number. */
  readonly header?: boolean | undefined;
}

const delimiters = [",", ";", "\t"] as const;
const missing = new Set(["", "na", "n/a", "nan", "null", "none", "?"]);
const isMissing = (cell: string): boolean => missing.has(cell.toLowerCase());
const isNumber = (cell: string): boolean => cell !== "" && Number.isFinite(Number(cell));

/** The delimiter that occurs most in the first line. */
const findDelimiter = async (file: string): Promise<string> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const [line = ""] = buffer.toString("utf8", 0, bytesRead).split(/\r?\n/, 1);
    const occurrences = (delimiter: string) => line.split(delimiter).length;
    return delimiters.reduce((best, one) => (occurrences(one) > occurrences(best) ? one : best));
  } finally {
    await handle.close();
  }
};

/** Numbers that grow in place: a table's length is known only at its end. */
class GrowingFloats {
  #values = new Float32Array(1 << 16);
  #length = 0;
  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }
  whole(): Float32Array {
    return this.#values.slice(0, this.#length);
  }
}

interface Columns {
  readonly names: readonly string[];
  /** Positions of the values. */
  readonly values: readonly number[];
  readonly labels: number | undefined;
}

const chooseColumns = (
  names: readonly string[],
  { columns, labels }: CsvOptions,
  file: string,
): Columns => {
  const position = (wanted: string): number => {
    const named = names.indexOf(wanted);
    const numbered = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
    const at = named >= 0 ? named : numbered;
    if (at < 0 || at >= names.length)
      throw new InputError(
        `cannot find column ${wanted} in ${file}; its ${names.length} columns are ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}`,
      );
    return at;
  };
  const label = labels === undefined ? undefined : position(labels);
  const values = columns?.map(position) ?? names.map((_, at) => at).filter((at) => at !== label);
  if (values.length === 0)
    throw new InputError(`cannot use ${file}: no column is left for the values; choose columns`);
  return { names, values, labels: label };
};

const readValue = (cell: string, column: string, row: number, file: string): number => {
  if (isNumber(cell)) return Number(cell);
  if (isMissing(cell))
    throw new InputError(
      `cannot use ${file}: row ${row}, column ${column} has no value (got ${JSON.stringify(cell)}); fill in or remove rows with missing values`,
    );
  throw new InputError(
    `cannot use ${file}: row ${row}, column ${column} is no finite number (got ${JSON.stringify(cell.slice(0, 40))}); choose the columns of values with --columns, or name the column of labels with --labels`,
  );
};

/**
 * Reads a table of numbers as vectors, row by row: delimited by commas, semicolons or tabs, with or
 * without a header. Rows are counted from 1, the header included, as editors show them.
 * @throws InputError that names the row and the column of what is missing or no number
 */
export const readCsv = async (file: string, options: CsvOptions = {}): Promise<Samples> => {
  const rows = createReadStream(file).pipe(
    parse({
      bom: true,
      delimiter: await findDelimiter(file),
      skip_empty_lines: true,
      trim: true,
      info: true,
    }),
  );
  const values = new GrowingFloats();
  const labels: string[] = [];
  let columns: Columns | undefined;
  let size = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (columns === undefined) {
        const hasHeader =
          options.header ?? record.some((cell) => !isNumber(cell) && !isMissing(cell));
        const names = hasHeader ? record : record.map((_, at) => String(at + 1));
        columns = chooseColumns(names, options, file);
        if (hasHeader) continue;
      }
      for (const at of columns.values)
        values.push(readValue(record[at] ?? "", columns.names[at] ?? "", info.lines, file));
      if (columns.labels !== undefined) labels.push(record[columns.labels] ?? "");
      size++;
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`cannot read ${file} as a table: ${why}`, { cause });
  }
  if (columns === undefined || size === 0)
    throw new InputError(`cannot use ${file}: it holds no rows of values`);
  const { names } = columns;
  return {
    size,
    shape: {
      kind: "vector",
      length: columns.values.length,
      columns: columns.values.map((at) => names[at] as string),
    },
    values: values.whole(),
    type: "text",
    ...(columns.labels !== undefined && {
      labels: labelsFrom(labels, `column ${names[columns.labels]} of ${file}`),
    }),
  };
};
