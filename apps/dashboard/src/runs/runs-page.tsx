import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo, useRef } from "react";
import { downloadCsv } from "../components/download.ts";
import { Failure, Loading, Message, StoreIsEmpty } from "../components/message.tsx";
import { useTheme } from "../components/theme.tsx";
import { UnknownExperiment, UnknownParts } from "../components/unknown.tsx";
import { useNow } from "../components/use-now.ts";
import { useShortcut } from "../components/use-shortcut.ts";
import { useTitle } from "../components/use-title.ts";
import { useMetrics, useStudy } from "../data/use-study.ts";
import type { RunsSearch } from "../page-search.ts";
import { longIds, selectionPart, shortIds, toggled, withRange } from "../selection.ts";
import { oneOfEachTrial, supersededIds } from "../study/attempts.ts";
import { sortRuns } from "../study/order.ts";
import { progressMetrics } from "../study/progress.ts";
import { looksOf } from "../study/run-looks.ts";
import { knownSearch, unknownParts } from "../study/unknown-parts.ts";
import { attributeKeys, tableOfRuns } from "./columns.tsx";
import { ColumnsMenu } from "./columns-menu.tsx";
import { rowsOf } from "./rows.ts";
import { RunsTable } from "./runs-table.tsx";
import { StudyHead } from "./study-head.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useColumnKeys, useColumns } from "./use-columns.ts";
import { useRunFilter } from "./use-run-filter.ts";

const route = getRouteApi("/study/$study/runs");

export const RunsPage = () => {
  const search = route.useSearch();
  const params = route.useParams();
  const navigate = route.useNavigate();
  const study = useStudy(params.study);
  const { theme } = useTheme();
  useTitle("Runs", study.name);
  const now = useNow(study.runs.some((run) => run.status === "RUNNING") ? 2_000 : 60_000);
  const { metricKeys } = study;
  const ids = useMemo(() => study.runs.map((run) => run.id), [study.runs]);
  const short = useMemo(
    () => new Map(shortIds(ids, ids).map((one, index) => [ids[index] ?? one, one])),
    [ids],
  );
  const selection = useMemo(() => longIds(search.runs ?? [], ids), [search.runs, ids]);
  const selected = useMemo(() => new Set(selection), [selection]);
  const looks = useMemo(() => {
    const order = new Map(ids.map((id, index) => [id, index]));
    return looksOf(
      study.runs.filter((run) => selected.has(run.id)),
      { theme, order },
    );
  }, [study.runs, selected, ids, theme]);
  const superseded = useMemo(() => supersededIds(study.runs), [study.runs]);
  const trials = useMemo(() => oneOfEachTrial(study.runs), [study.runs]);
  // Typing must not wait for a long table to render.
  const query = useDeferredValue(search.q ?? "");
  const { filter, fault, completionsAt } = useRunFilter(query, study);
  const { known, chosen } = useColumnKeys(study, { keys: search.cols, all: search.all ?? false });
  const wanted = [
    ...chosen,
    ...progressMetrics,
    ...(filter?.metrics ?? []),
    ...(search.sort === undefined ? [] : [search.sort.replace(/^-/, "")]),
  ];
  const { runs, isPending } = useMetrics(study.table, wanted);
  const listed = useMemo(
    () => (search.superseded ? runs : runs.filter((run) => !superseded.has(run.id))),
    [runs, superseded, search.superseded],
  );
  const columns = useColumns(runs, { known, chosen });
  // Filtering keeps the order, so typing does not sort again.
  const sorted = useMemo(() => sortRuns(listed, search.sort), [listed, search.sort]);
  const shown = useMemo(
    () => (filter === undefined ? sorted : sorted.filter(filter.test)),
    [sorted, filter],
  );
  const parts = {
    runs: ids,
    columns: [...attributeKeys, ...known.params, ...known.metrics, ...known.tags],
    metrics: metricKeys,
  };

  const go = (part: RunsSearch, { replace }: { readonly replace: boolean }) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace });
  const visit = (part: RunsSearch) => void go(part, { replace: false });
  const select = (next: readonly string[]) =>
    void go({ runs: selectionPart(next, ids) }, { replace: true });
  useShortcut("c", () => void navigate({ to: "/study/$study/compare", params }));

  // A stable handler keeps memoised rows from rendering again.
  const touched = useRef<string>(undefined);
  const latest = useRef({ selection, shown, select });
  latest.current = { selection, shown, select };
  const onSelect = useCallback((id: string, on: boolean, range: boolean) => {
    const at = latest.current;
    const order = rowsOf(at.shown).flatMap((row) => (row.kind === "run" ? [row.run.id] : []));
    at.select(
      range && touched.current !== undefined
        ? withRange(at.selection, order, { from: touched.current, to: id, on })
        : toggled(at.selection, id),
    );
    touched.current = id;
  }, []);
  const onSelectAll = (on: boolean) => {
    const those = new Set(shown.map((run) => run.id));
    const others = selection.filter((id) => !those.has(id));
    select(on ? [...new Set([...selection, ...those])] : others);
  };

  if (study.error !== null && study.runs.length === 0)
    return <Failure error={study.error} what="The runs could not be read" />;
  if (study.isPending || isPending) return <Loading what="runs" />;
  if (study.isUnknown)
    return <UnknownExperiment name={study.name} experiments={study.experiments} />;
  return (
    <div className="runs-page">
      <StudyHead
        experiments={study.experiments}
        name={study.name}
        trials={trials}
        onPick={(name) =>
          void navigate({
            to: "/study/$study/runs",
            params: { study: name },
            search: { q: undefined, sort: undefined, runs: undefined },
          })
        }
      />
      {study.error !== null && (
        <Failure error={study.error} what="The runs are not up to date" heading="h2" />
      )}
      {study.isEmpty ? (
        <StoreIsEmpty heading="h2" />
      ) : (
        <>
          <Toolbar
            study={study.name}
            filter={search.q ?? ""}
            fault={fault}
            completionsAt={completionsAt}
            shown={shown.length}
            total={listed.length}
            selected={selection.length}
            superseded={superseded.size}
            showsSuperseded={search.superseded ?? false}
            columns={
              <ColumnsMenu
                known={known}
                chosen={chosen}
                isChanged={search.cols !== undefined || search.all === true}
                onChange={(cols) =>
                  visit({ cols: cols === undefined ? undefined : [...cols], all: undefined })
                }
              />
            }
            onFilter={(q, starts) => void go({ q: q === "" ? undefined : q }, { replace: !starts })}
            onSuperseded={(on) => visit({ superseded: on || undefined })}
            onCsv={() => downloadCsv(tableOfRuns(shown, columns), study.name)}
            onClear={() => select([])}
          />
          {study.isSettled && (
            <UnknownParts
              parts={unknownParts(search, parts)}
              study={study.name}
              onForget={() => void go(knownSearch(search, parts), { replace: true })}
            />
          )}
          {shown.length === 0 ? (
            <Message title="No run matches this filter">
              <p>
                The filter is valid, but no run has such values: <code>{query}</code>
              </p>
              <button type="button" onClick={() => visit({ q: undefined })}>
                Clear the filter
              </button>
            </Message>
          ) : (
            <RunsTable
              study={study.name}
              runs={shown}
              shortIds={short}
              columns={columns}
              selection={selected}
              looks={looks}
              sort={search.sort}
              superseded={superseded}
              now={now}
              onSort={(sort) => visit({ sort })}
              onSelect={onSelect}
              onSelectAll={onSelectAll}
            />
          )}
        </>
      )}
    </div>
  );
};
