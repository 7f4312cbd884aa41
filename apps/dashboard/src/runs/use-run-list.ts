import { useDeferredValue, useMemo } from "react";
import { useArchived } from "../data/queries.ts";
import { type Study, useMetrics } from "../data/use-study.ts";
import type { RunsSearch } from "../page-search.ts";
import { supersededIds } from "../study/attempts.ts";
import { sortRuns } from "../study/order.ts";
import { progressMetrics } from "../study/progress.ts";
import { useColumnKeys, useColumns } from "./use-columns.ts";
import { useRunFilter } from "./use-run-filter.ts";

const columnOf = (sort: string): string => sort.replace(/^-/, "");

/** The runs that the URL asks for, filtered and sorted, with their columns. */
export const useRunList = (study: Study, search: RunsSearch) => {
  const isArchive = search.archived ?? false;
  const archived = useArchived(study.id, isArchive);
  const table = isArchive ? archived.data : study.table;
  const all = useMemo(
    () => ({ runs: table?.runs ?? [], metricKeys: table?.metricKeys ?? [] }),
    [table],
  );
  // Typing must not wait for a long table to render.
  const query = useDeferredValue(search.q ?? "");
  const { filter, fault, completionsAt } = useRunFilter(query, all);
  const { known, chosen } = useColumnKeys(all, {
    keys: search.cols,
    all: search.all ?? false,
    pinned: search.pin ?? [],
  });
  const { runs, isPending } = useMetrics(table, [
    ...chosen,
    ...progressMetrics,
    ...(filter?.metrics ?? []),
    ...(search.sort === undefined ? [] : [columnOf(search.sort)]),
  ]);
  const superseded = useMemo(() => supersededIds(all.runs), [all.runs]);
  const listed = useMemo(
    () => (search.superseded ? runs : runs.filter((run) => !superseded.has(run.id))),
    [runs, superseded, search.superseded],
  );
  const columns = useColumns(runs, {
    known,
    chosen,
    spread: search.group === undefined ? undefined : (search.spread ?? "interval"),
  });
  // Filtering keeps the order, so typing does not sort again.
  const sorted = useMemo(() => sortRuns(listed, search.sort), [listed, search.sort]);
  const shown = useMemo(
    () => (filter === undefined ? sorted : sorted.filter(filter.test)),
    [sorted, filter],
  );
  return {
    ...{ query, fault, completionsAt },
    ...{ known, chosen, columns },
    ...{ superseded, listed, shown, isArchive },
    /** All runs, also hidden ones; without metrics. */
    all: all.runs,
    metricKeys: all.metricKeys,
    error: isArchive ? archived.error : study.error,
    isPending: isPending || (isArchive && archived.isPending && study.id !== undefined),
  };
};
