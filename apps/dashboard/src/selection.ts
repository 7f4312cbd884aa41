const shortest = 8;

/** Selects all runs of the study in a URL. */
const everyRun = "all";
/** Selections of at least this many runs may be written as `all`. */
const manyRuns = 20;

/** Short ids: the first eight characters, or the full id if these are ambiguous. */
export const shortIds = (ids: readonly string[], all: readonly string[]): string[] => {
  const ambiguous = new Set<string>();
  const seen = new Map<string, string>();
  for (const id of all) {
    const head = id.slice(0, shortest);
    const other = seen.get(head);
    if (other !== undefined && other !== id) ambiguous.add(head);
    seen.set(head, id);
  }
  return ids.map((id) => (ambiguous.has(id.slice(0, shortest)) ? id : id.slice(0, shortest)));
};

const finder = (all: readonly string[]): ((short: string) => string | undefined) => {
  const byHead = new Map(all.map((id) => [id.slice(0, shortest), id]));
  const whole = new Set(all);
  return (short) => (whole.has(short) ? short : byHead.get(short));
};

/** The selection for the URL: short ids, `all`, or undefined if empty. */
export const selectionPart = (
  selection: readonly string[],
  all: readonly string[],
): string[] | undefined => {
  if (selection.length === 0) return undefined;
  return selection.length === all.length && all.length > manyRuns
    ? [everyRun]
    : shortIds(selection, all);
};

/** Resolves short ids in their order; unknown ones are ignored. */
export const longIds = (short: readonly string[], all: readonly string[]): string[] => {
  if (short.length === 1 && short[0] === everyRun) return [...all];
  const find = finder(all);
  return [...new Set(short.flatMap((id) => find(id) ?? []))];
};

/** Short ids that match no run. */
export const unknownIds = (short: readonly string[], all: readonly string[]): string[] => {
  const find = finder(all);
  return [...new Set(short)].filter((id) => id !== everyRun && find(id) === undefined);
};

/** Adds the runs to the selection, or removes them if all are selected. */
export const toggled = (selection: readonly string[], ...ids: readonly string[]): string[] => {
  const chosen = new Set(selection);
  return ids.every((id) => chosen.has(id))
    ? selection.filter((id) => !ids.includes(id))
    : [...selection, ...ids.filter((id) => !chosen.has(id))];
};

/** Selects or deselects all rows between two rows, inclusive. */
export const withRange = (
  selection: readonly string[],
  rows: readonly string[],
  { from, to, on }: { readonly from: string; readonly to: string; readonly on: boolean },
): string[] => {
  const [a, b] = [rows.indexOf(from), rows.indexOf(to)];
  if (b < 0) return [...selection];
  const range = rows.slice(Math.min(a < 0 ? b : a, b), Math.max(a, b) + 1);
  return on
    ? [...new Set([...selection, ...range])]
    : selection.filter((id) => !range.includes(id));
};
