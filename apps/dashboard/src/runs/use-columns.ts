import { useMemo } from "react";
import type { RunRecord } from "../sources/run-source.ts";
import { withoutImplied } from "../study/implied.ts";
import { knownMetrics } from "../study/metric-registry.ts";
import type { Spread } from "../study/metric-summary.ts";
import { splitParams } from "../study/params.ts";
import { tableMetrics } from "../study/table-metrics.ts";
import { attributeKeys, type ColumnKeys, columnsOf } from "./columns.tsx";
import { extentsOf } from "./extents.ts";

/** Tags that clients set automatically. */
const isInternal = (tag: string): boolean =>
  tag.startsWith("mlflow.") || tag.startsWith("vae_lab.");

interface Runs {
  readonly runs: readonly RunRecord[];
  readonly metricKeys: readonly string[];
}

interface Asked {
  readonly keys: readonly string[] | undefined;
  /** Whether to include params that are the same in all runs. */
  readonly all: boolean;
  /** Keys of columns that stay in view; they are shown also if they are not chosen. */
  readonly pinned: readonly string[];
}

/** Keys of all columns of a study, and of those shown: from the URL or the default. */
export const useColumnKeys = ({ runs, metricKeys }: Runs, { keys, all, pinned }: Asked) => {
  const { known, defaults } = useMemo(() => {
    const { differing, constant } = splitParams(runs);
    // Rows are grouped by likelihood, so it needs no column.
    const first = withoutImplied(runs, differing).filter((key) => !key.includes("likelihood"));
    const rest = [...differing.filter((key) => !first.includes(key)), ...constant];
    const ours = knownMetrics.filter((key) => metricKeys.includes(key));
    const tags = [...new Set(runs.flatMap((run) => [...run.tags.keys()]))].filter(
      (tag) => !isInternal(tag),
    );
    const columnKeys: ColumnKeys = {
      params: [...first, ...rest],
      metrics: [...ours, ...metricKeys.filter((key) => !ours.includes(key)).sort()],
      tags: tags.sort(),
    };
    return {
      known: columnKeys,
      defaults: {
        params: first,
        rest,
        others: [...tableMetrics(runs, metricKeys), ...attributeKeys],
      },
    };
  }, [runs, metricKeys]);
  const chosen = useMemo(() => {
    const own = keys ?? [...defaults.params, ...(all ? defaults.rest : []), ...defaults.others];
    return [...new Set([...own, ...pinned])];
  }, [keys, all, pinned, defaults]);
  return { known, chosen };
};

/** The chosen columns. */
export const useColumns = (
  runs: readonly RunRecord[],
  {
    known,
    chosen,
    spread,
  }: {
    readonly known: ColumnKeys;
    readonly chosen: readonly string[];
    /** What stands beside the mean of a group; undefined if runs are not grouped. */
    readonly spread: Spread | undefined;
  },
) =>
  useMemo(
    () => columnsOf(chosen, { runs, known, extentOf: extentsOf(runs, chosen), spread }),
    [chosen, runs, known, spread],
  );
