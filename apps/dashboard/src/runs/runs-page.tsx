import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { Failure, Loading, Message, StoreIsEmpty } from "../components/message.tsx";
import { useNow } from "../components/use-now.ts";
import { useStudy } from "../data/use-study.ts";
import type { RunsSearch } from "../page-search.ts";
import { longIds, shortIds, toggled, withRange } from "../selection.ts";
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
  const shown = useMemo(
    () => sortRuns(filterRuns(runs, search.q ?? ""), search.sort),
    [runs, search.q, search.sort],
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

  const change = (part: RunsSearch) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true });
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
  return (
    <div className="runs-page">
      <StudyHead
        experiments={study.experiments}
        current={study.current}
        runs={runs}
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
            total={runs.length}
            selected={selection.length}
            constant={params.rest.length}
            onFilter={(q) => void change({ q: q === "" ? undefined : q })}
            onConstant={(all) => void change({ all: all || undefined })}
            onClear={() => void select([])}
          />
          {shown.length === 0 ? (
            <Message title="No run meets this filter">
              <p>
                Terms are words, <code>key:part</code>, <code>key=value</code> or{" "}
                <code>key&gt;=number</code>; all must hold.
              </p>
              <button type="button" onClick={() => void change({ q: undefined })}>
                Clear the filter
              </button>
            </Message>
          ) : (
            <RunsTable
              runs={shown}
              params={columns}
              selection={selection}
              sort={search.sort}
              now={now}
              onSort={(sort) => void change({ sort })}
              onSelect={onSelect}
              onSelectAll={onSelectAll}
            />
          )}
        </>
      )}
    </div>
  );
};
