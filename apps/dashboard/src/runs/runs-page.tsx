import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Failure, Loading, Message, StoreIsEmpty } from "../components/message.tsx";
import { UnknownExperiment, UnknownParts } from "../components/unknown.tsx";
import { useNow } from "../components/use-now.ts";
import { useShortcut } from "../components/use-shortcut.ts";
import { useTitle } from "../components/use-title.ts";
import { useStudy } from "../data/use-study.ts";
import type { RunsSearch } from "../page-search.ts";
import { shortIds } from "../selection.ts";
import { oneOfEachTrial } from "../study/attempts.ts";
import { countText } from "../study/count-text.ts";
import { allButSeed } from "../study/run-groups.ts";
import { knownSearch, unknownParts } from "../study/unknown-parts.ts";
import { ArchiveControls } from "./archive-controls.tsx";
import { attributeKeys } from "./columns.tsx";
import { allOpen, type Grouping, rowsOf } from "./rows.ts";
import { RunsTable } from "./runs-table.tsx";
import { StudyHead } from "./study-head.tsx";
import { TableSettings } from "./table-settings.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useArchiving } from "./use-archiving.ts";
import { useBaseline } from "./use-baseline.ts";
import { useRunList } from "./use-run-list.ts";
import { useRunSelection } from "./use-run-selection.ts";

const route = getRouteApi("/study/$study/runs");

const none: readonly string[] = [];

/** The open groups without this one, or with it. */
const toggledGroup = (
  open: readonly string[],
  group: string,
  all: readonly string[],
): string[] | undefined => {
  const keys = open.includes(allOpen) ? all : open;
  const next = keys.includes(group) ? keys.filter((key) => key !== group) : [...keys, group];
  return next.length === 0 ? undefined : next;
};

export const RunsPage = () => {
  const search = route.useSearch();
  const params = route.useParams();
  const navigate = route.useNavigate();
  const study = useStudy(params.study);
  useTitle("Runs", study.name);
  const now = useNow(study.runs.some((run) => run.status === "RUNNING") ? 2_000 : 60_000);
  const list = useRunList(study, search);
  const { known, shown, listed } = list;
  const trials = useMemo(() => oneOfEachTrial(study.runs), [study.runs]);
  const archiving = useArchiving(study.id);

  const go = (part: RunsSearch, { replace }: { readonly replace: boolean }) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace });
  const visit = (part: RunsSearch) => void go(part, { replace: false });

  const open = search.open ?? none;
  const grouping = useMemo(
    (): Grouping | undefined =>
      search.group === undefined ? undefined : { by: search.group, open, sort: search.sort },
    [search.group, open, search.sort],
  );
  const rows = useMemo(() => rowsOf(shown, grouping), [shown, grouping]);
  const { ids, selection, selected, looks, select, onSelect, onSelectMany } = useRunSelection({
    asked: search.runs,
    runs: list.all,
    rows,
    onChange: (runs) => void go({ runs }, { replace: true }),
  });
  const short = useMemo(
    () => new Map(shortIds(ids, ids).map((one, index) => [ids[index] ?? one, one])),
    [ids],
  );
  const { baseline, row: baselineRow } = useBaseline({
    asked: search.base,
    shown,
    listed,
    grouping,
  });
  useShortcut("c", () => void navigate({ to: "/study/$study/compare", params }));
  const onOpen = useCallback(
    (group: string) => {
      const all = rows.flatMap((row) => (row.kind === "group" ? [row.group.key] : []));
      void navigate({
        search: (before) => ({ ...before, open: toggledGroup(before.open ?? none, group, all) }),
        replace: true,
      });
    },
    [rows, navigate],
  );
  const onBaseline = useCallback(
    (run: string | undefined) =>
      void navigate({
        search: (before) => ({ ...before, base: run === undefined ? undefined : short.get(run) }),
      }),
    [navigate, short],
  );
  const parts = {
    runs: ids,
    columns: [...attributeKeys, ...known.params, ...known.metrics, ...known.tags],
    metrics: list.metricKeys,
    groups: [allButSeed, ...known.params],
  };

  if (study.error !== null && study.runs.length === 0)
    return <Failure error={study.error} what="The runs could not be read" />;
  if (study.isPending || list.isPending) return <Loading what="runs" />;
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
      {list.error !== null && (
        <Failure error={list.error} what="The runs are not up to date" heading="h2" />
      )}
      {study.isEmpty && !list.isArchive ? (
        <StoreIsEmpty heading="h2" />
      ) : (
        <>
          <Toolbar
            filter={search.q ?? ""}
            fault={list.fault}
            completionsAt={list.completionsAt}
            shown={shown.length}
            total={listed.length}
            settings={
              <TableSettings
                study={study.name}
                search={search}
                list={list}
                rows={rows}
                canArchive={archiving !== undefined}
                onChange={visit}
              />
            }
            actions={
              <>
                {archiving !== undefined && (
                  <ArchiveControls
                    archiving={archiving}
                    isArchive={list.isArchive}
                    selected={selection}
                    onDone={() => select([])}
                  />
                )}
                {selection.length > 0 && (
                  <button type="button" className="quiet" onClick={() => select([])}>
                    Clear selection
                  </button>
                )}
                {!list.isArchive && (
                  <Link
                    to="/study/$study/compare"
                    params={{ study: study.name }}
                    className="primary"
                    title="Key: c"
                    aria-keyshortcuts="c"
                  >
                    {selection.length === 0
                      ? "Compare the study"
                      : `Compare ${countText(selection.length, "run")}`}
                    <span aria-hidden="true"> →</span>
                  </Link>
                )}
              </>
            }
            onFilter={(q, starts) => void go({ q: q === "" ? undefined : q }, { replace: !starts })}
          />
          {study.isSettled && !list.isArchive && (
            <UnknownParts
              parts={unknownParts(search, parts)}
              study={study.name}
              onForget={() => void go(knownSearch(search, parts), { replace: true })}
            />
          )}
          {listed.length === 0 ? (
            <Message title="No run is archived">
              <p>Runs that are archived leave tables and figures, and can be restored here.</p>
              <button type="button" onClick={() => visit({ archived: undefined })}>
                Show the other runs
              </button>
            </Message>
          ) : shown.length === 0 ? (
            <Message title="No run matches this filter">
              <p>
                The filter is valid, but no run has such values: <code>{list.query}</code>
              </p>
              <button type="button" onClick={() => visit({ q: undefined })}>
                Clear the filter
              </button>
            </Message>
          ) : (
            <RunsTable
              study={study.name}
              runs={shown}
              rows={rows}
              shortIds={short}
              columns={list.columns}
              pinned={search.pin ?? none}
              selection={selected}
              looks={looks}
              sort={search.sort}
              superseded={list.superseded}
              baseline={baseline}
              baselineRow={baselineRow}
              now={now}
              onSort={(sort) => visit({ sort })}
              onSelect={onSelect}
              onSelectMany={onSelectMany}
              onOpen={onOpen}
              onBaseline={onBaseline}
            />
          )}
        </>
      )}
    </div>
  );
};
