import { useMemo } from "react";
import type { RunRecord } from "../sources/run-source.ts";
import { withoutImplied } from "../study/implied.ts";
import { knownMetrics } from "../study/metric-registry.ts";
import { splitParams } from "../study/params.ts";
import { tableMetrics } from "../study/table-metrics.ts";
import { attributeKeys, type ColumnKeys, columnsOf } from "./columns.tsx";
import { extentsOf } from "./rows.ts";

/** Tags that clients write for themselves. */
const isInternal = (tag: string): boolean =>
  tag.startsWith("mlflow.") || tag.startsWith("vae_lab.");

interface Runs {
  readonly runs: readonly RunRecord[];
  readonly metricKeys: readonly string[];
}

interface Asked {
  readonly keys: readonly string[] | undefined;
  /** Params that all runs share too. */
  readonly all: boolean;
}

/** The keys of a study's columns: all there are, and those that an address asks for, else the usual. */
export const useColumnKeys = ({ runs, metricKeys }: Runs, { keys, all }: Asked) => {
  const { known, usual } = useMemo(() => {
    const { differing, constant } = splitParams(runs);
    // The likelihood heads the groups of rows.
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
      usual: { params: first, rest, others: [...tableMetrics(runs, metricKeys), ...attributeKeys] },
    };
  }, [runs, metricKeys]);
  const chosen = useMemo(
    () => keys ?? [...usual.params, ...(all ? usual.rest : []), ...usual.others],
    [keys, all, usual],
  );
  return { known, chosen };
};

/** The chosen columns of runs whose metrics have been read. */
export const useColumns = (
  runs: readonly RunRecord[],
  { known, chosen }: { readonly known: ColumnKeys; readonly chosen: readonly string[] },
) =>
  useMemo(
    () => columnsOf(chosen, { runs, known, extentOf: extentsOf(runs, chosen) }),
    [chosen, runs, known],
  );
