import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue, useMemo, useRef } from "react";
import { Failure, Loading, Message, StoreIsEmpty } from "../components/message.tsx";
import { UnknownExperiment, UnknownRuns } from "../components/unknown.tsx";
import { useNow } from "../components/use-now.ts";
import { useStudy } from "../data/use-study.ts";
import type { RunsSearch } from "../page-search.ts";
import { longIds, shortIds, toggled, unknownIds, withRange } from "../selection.ts";
import { oneOfEachTrial, supersededIds } from "../study/attempts.ts";
import { sortRuns } from "../study/columns.ts";
import { filterRuns } from "../study/filter.ts";
import { withoutImplied } from "../study/implied.ts";
import { splitParams } from "../study/params.ts";
import { rowsOf } from "./rows.ts";
import { RunsTable } from "./runs-table.tsx";
import { StudyHead } from "./study-head.tsx";
import { Toolbar } from "./toolbar.tsx";

const route = getRouteApi("/");

export const RunsPage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const study = useStudy(search.experiment);
  const now = useNow(study.runs.some((run) => run.status === "RUNNING") ? 2_000 : 60_000);
  const touched = useRef<string>(undefined);
  const { runs } = study;
  const ids = useMemo(() => runs.map((run) => run.id), [runs]);
  const selection = useMemo(() => longIds(search.runs ?? [], ids), [search.runs, ids]);
  const superseded = useMemo(() => supersededIds(runs), [runs]);
  const trials = useMemo(() => oneOfEachTrial(runs), [runs]);
  const listed = useMemo(
    () => (search.superseded ? runs : runs.filter((run) => !superseded.has(run.id))),
    [runs, superseded, search.superseded],
  );
  // The filter's field stays ahead of a long table.
  const query = useDeferredValue(search.q ?? "");
  const shown = useMemo(
    () => sortRuns(filterRuns(listed, query), search.sort),
    [listed, query, search.sort],
  );
  const params = useMemo(() => {
    const { differing, constant } = splitParams(runs);
    // The likelihood heads the groups of rows.
    const first = withoutImplied(runs, differing).filter((key) => !key.includes("likelihood"));
    const rest = [...differing.filter((key) => !first.includes(key)), ...constant];
    return { first, rest };
  }, [runs]);
  const columns = useMemo(
    () => (search.all ? [...params.first, ...params.rest] : params.first),
    [params, search.all],
  );

  const go = (part: RunsSearch, { replace }: { readonly replace: boolean }) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace });
  const visit = (part: RunsSearch) => void go(part, { replace: false });
  const change = (part: RunsSearch) => go(part, { replace: true });
  const select = (next: readonly string[]) => change({ runs: shortIds(next, ids) });
  const onSelect = (id: string, on: boolean, range: boolean) => {
    const order = rowsOf(shown).flatMap((row) => (row.kind === "run" ? [row.run.id] : []));
    void select(
      range && touched.current !== undefined
        ? withRange(selection, order, { from: touched.current, to: id, on })
        : toggled(selection, id),
    );
    touched.current = id;
  };
  const onSelectAll = (on: boolean) => {
    const those = new Set(shown.map((run) => run.id));
    const others = selection.filter((id) => !those.has(id));
    void select(on ? [...new Set([...selection, ...those])] : others);
  };

  if (study.error !== null && runs.length === 0)
    return <Failure error={study.error} what="The runs could not be read" />;
  if (study.isPending) return <Loading what="runs" />;
  if (study.isUnknown)
    return <UnknownExperiment id={search.experiment ?? ""} experiments={study.experiments} />;
  return (
    <div className="runs-page">
      <StudyHead
        experiments={study.experiments}
        current={study.current}
        trials={trials}
        onPick={(experiment) => void navigate({ search: { experiment } })}
      />
      {study.error !== null && <Failure error={study.error} what="The runs are not up to date" />}
      {study.isEmpty ? (
        <StoreIsEmpty />
      ) : (
        <>
          <Toolbar
            search={search}
            shown={shown.length}
            total={listed.length}
            selected={selection.length}
            constant={params.rest.length}
            superseded={superseded.size}
            onFilter={(q, starts) => void go({ q: q === "" ? undefined : q }, { replace: !starts })}
            onConstant={(all) => visit({ all: all || undefined })}
            onSuperseded={(on) => visit({ superseded: on || undefined })}
            onClear={() => void select([])}
          />
          {study.isSettled && (
            <UnknownRuns
              ids={unknownIds(search.runs ?? [], ids)}
              study={study.name}
              onForget={() => void select(selection)}
            />
          )}
          {shown.length === 0 ? (
            <Message title="No run meets this filter">
              <p>
                Terms are words, <code>key:part</code>, <code>key=value</code> or{" "}
                <code>key&gt;=number</code>; all must hold.
              </p>
              <button type="button" onClick={() => visit({ q: undefined })}>
                Clear the filter
              </button>
            </Message>
          ) : (
            <RunsTable
              runs={shown}
              params={columns}
              selection={selection}
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
