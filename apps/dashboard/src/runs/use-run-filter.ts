import { useCallback, useMemo } from "react";
import { completionsAt } from "../query/completions.ts";
import { fieldNames } from "../query/fields.ts";
import { runFilter } from "../query/run-filter.ts";
import { QueryError } from "../query/tokens.ts";
import type { RunRecord } from "../sources/run-source.ts";

/**
 * Parses the filter. An invalid filter keeps all runs and sets `fault`, so that an empty table always
 * means that no run matches.
 */
export const useRunFilter = (
  text: string,
  {
    runs,
    metricKeys,
  }: { readonly runs: readonly RunRecord[]; readonly metricKeys: readonly string[] },
) => {
  const names = useMemo(() => fieldNames(runs, metricKeys), [runs, metricKeys]);
  const read = useMemo(() => {
    try {
      return { filter: runFilter(text, names), fault: undefined };
    } catch (error) {
      if (error instanceof QueryError) return { filter: undefined, fault: error.message };
      throw error;
    }
  }, [text, names]);
  const complete = useCallback(
    (typed: string, caret: number) => completionsAt(typed, caret, { runs, names }),
    [runs, names],
  );
  return { ...read, completionsAt: complete };
};
