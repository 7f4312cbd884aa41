import { useCallback, useMemo, useRef } from "react";
import { useTheme } from "../components/theme.tsx";
import { longIds, selectionPart, toggled, withRange } from "../selection.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { looksOf } from "../study/run-looks.ts";
import type { Row } from "./rows.ts";

interface SelectionOptions {
  /** Short ids from the URL. */
  readonly asked: readonly string[] | undefined;
  /** All runs of the study, also hidden ones. */
  readonly runs: readonly RunRecord[];
  readonly rows: readonly Row[];
  readonly onChange: (asked: string[] | undefined) => void;
}

/** The selected runs, with their colours in the comparison. */
export const useRunSelection = ({ asked, runs, rows, onChange }: SelectionOptions) => {
  const { theme } = useTheme();
  const ids = useMemo(() => runs.map((run) => run.id), [runs]);
  const selection = useMemo(() => longIds(asked ?? [], ids), [asked, ids]);
  const selected = useMemo(() => new Set(selection), [selection]);
  const looks = useMemo(() => {
    const order = new Map(ids.map((id, index) => [id, index]));
    return looksOf(
      runs.filter((run) => selected.has(run.id)),
      { theme, order },
    );
  }, [runs, selected, ids, theme]);
  const select = (next: readonly string[]) => onChange(selectionPart(next, ids));

  // Stable handlers keep memoised rows from rendering again.
  const touched = useRef<string>(undefined);
  const latest = useRef({ selection, rows, select });
  latest.current = { selection, rows, select };
  const onSelect = useCallback((id: string, on: boolean, range: boolean) => {
    const at = latest.current;
    const order = at.rows.flatMap((row) => (row.kind === "run" ? [row.run.id] : []));
    at.select(
      range && touched.current !== undefined
        ? withRange(at.selection, order, { from: touched.current, to: id, on })
        : toggled(at.selection, id),
    );
    touched.current = id;
  }, []);
  const onSelectMany = useCallback((runs: readonly RunRecord[], on: boolean) => {
    const at = latest.current;
    const those = new Set(runs.map((run) => run.id));
    const others = at.selection.filter((id) => !those.has(id));
    at.select(on ? [...new Set([...at.selection, ...those])] : others);
  }, []);
  return { ids, selection, selected, looks, select, onSelect, onSelectMany };
};
