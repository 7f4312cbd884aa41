import type { RunsSearch } from "../page-search.ts";
import { unknownIds } from "../selection.ts";

/** Valid values of the URL's search parameters. */
export interface KnownParts {
  readonly runs: readonly string[];
  readonly columns: readonly string[];
  readonly metrics: readonly string[];
  readonly families?: readonly string[];
  /** Params by which runs can be grouped. */
  readonly groups?: readonly string[];
}

type Lists = "runs" | "cols" | "pin" | "group" | "curves" | "beta";

type Asked = Partial<Record<Lists, readonly string[] | undefined>> & {
  readonly base?: string | undefined;
  readonly sort?: string | undefined;
  readonly family?: string | undefined;
};

const baseOf = ({ base }: Pick<Asked, "base">): string[] => (base === undefined ? [] : [base]);

/** Parts of the URL that the study does not have, such as `column x`. */
export const unknownParts = (asked: Asked, known: KnownParts): string[] => {
  const missing = (kind: string, wanted: readonly string[] | undefined, has: readonly string[]) =>
    (wanted ?? []).filter((key) => !has.includes(key)).map((key) => `${kind} ${key}`);
  const sorted = asked.sort?.replace(/^-/, "");
  return [
    ...unknownIds([...(asked.runs ?? []), ...baseOf(asked)], known.runs).map((id) => `run ${id}`),
    ...missing("column", sorted === undefined ? [] : [sorted], [
      ...known.columns,
      "name",
      "status",
    ]),
    ...missing("column", asked.cols, known.columns),
    ...missing("column", asked.pin, known.columns),
    ...missing("param", asked.group, known.groups ?? []),
    ...missing("metric", asked.curves, known.metrics),
    ...missing("metric", asked.beta, known.metrics),
    ...(known.families === undefined || asked.family === undefined
      ? []
      : missing("family of models", [asked.family], known.families)),
  ];
};

/** Removes unknown parts from the URL's search parameters. */
export const knownSearch = (
  search: RunsSearch,
  { runs, columns, groups = [] }: KnownParts,
): RunsSearch => {
  const known = new Set(columns);
  const { sort, cols } = search;
  const isKnownSort =
    sort === undefined || [...known, "name", "status"].includes(sort.replace(/^-/, ""));
  const unknown = new Set(unknownIds(search.runs ?? [], runs));
  return {
    ...search,
    sort: isKnownSort ? sort : undefined,
    cols: cols?.filter((key) => known.has(key)),
    pin: search.pin?.filter((key) => known.has(key)),
    group: search.group?.filter((key) => groups.includes(key)),
    runs: search.runs?.filter((id) => !unknown.has(id)),
    base: unknownIds(baseOf(search), runs).length > 0 ? undefined : search.base,
  };
};
