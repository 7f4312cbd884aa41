import { useMemo } from "react";
import { longIds } from "../selection.ts";
import type { RunRecord } from "../sources/run-source.ts";
import type { Baseline } from "../study/baseline.ts";
import { type Grouping, type Row, rowsOf } from "./rows.ts";

interface BaselineOptions {
  /** Short id from the URL. */
  readonly asked: string | undefined;
  /** The runs that pass the filter. */
  readonly shown: readonly RunRecord[];
  /** All runs that the table can show. */
  readonly listed: readonly RunRecord[];
  readonly grouping: Grouping | undefined;
}

const has = (row: Row, id: string): boolean =>
  row.kind === "run"
    ? row.run.id === id
    : row.kind === "group" && row.group.runs.some((run) => run.id === id);

/** The baseline of the URL and its row: a run, or the group of this run. A filter does not remove it. */
export const useBaseline = ({ asked, shown, listed, grouping }: BaselineOptions) =>
  useMemo((): { readonly baseline?: Baseline; readonly row?: Row } => {
    const [id] =
      asked === undefined
        ? []
        : longIds(
            [asked],
            listed.map((run) => run.id),
          );
    if (id === undefined) return {};
    const closed = grouping && { ...grouping, open: [] };
    const row = [shown, listed]
      .flatMap((runs) => rowsOf(runs, closed).find((one) => has(one, id)) ?? [])
      .at(0);
    if (row === undefined || row.kind === "heading") return {};
    return row.kind === "run"
      ? { row, baseline: { name: row.run.name, runs: [row.run], isGroup: false } }
      : { row, baseline: { name: row.group.label, runs: row.group.runs, isGroup: true } };
  }, [asked, shown, listed, grouping]);
