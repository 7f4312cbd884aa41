/** The numbers behind a figure: what its table shows and its CSV file holds. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
  /** The run that each row is about, where it is about one. */
  readonly runs?: readonly string[];
}

const field = (value: string | number | undefined): string => {
  const text = value === undefined ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Comma-separated values as RFC 4180 has them; what is absent is empty. */
export const csvOf = ({ columns, rows }: DataTable): string =>
  [columns, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
