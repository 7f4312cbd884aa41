import { useMemo } from "react";
import { useTheme } from "../components/theme.tsx";
import { usePick } from "../components/use-pick.ts";
import { type Study, useMetrics } from "../data/use-study.ts";
import type { StudySearch } from "../page-search.ts";
import { longIds, selectionPart, shortIds, toggled } from "../selection.ts";
import { oneOfEachTrial } from "../study/attempts.ts";
import { familiesOf } from "../study/families.ts";
import { groupsOf } from "../study/groups.ts";
import { representatives } from "../study/representatives.ts";
import { looksOf } from "../study/run-looks.ts";

/** Maximum number of groups in sections with one panel per group. */
const sideBySide = 12;

interface GroupsQuery {
  /** Metrics of all runs. */
  readonly ofAll: (key: string) => boolean;
  /** Metrics of the chosen runs. */
  readonly ofChosen: (key: string) => boolean;
  readonly onSelect: (runs: string[] | undefined) => void;
}

/** The chosen runs of a study in groups of seeds, beside all its trials; representatives if none is chosen. */
export const useGroups = (
  study: Study,
  search: StudySearch,
  { ofAll, ofChosen, onSelect }: GroupsQuery,
) => {
  const { theme } = useTheme();
  const ids = useMemo(() => study.runs.map((run) => run.id), [study.runs]);
  const short = useMemo(
    () => new Map(shortIds(ids, ids).map((one, index) => [ids[index] ?? one, one])),
    [ids],
  );
  const selection = useMemo(() => longIds(search.runs ?? [], ids), [search.runs, ids]);
  const chosenIds = useMemo(
    () =>
      selection.length > 0
        ? selection
        : representatives(oneOfEachTrial(study.runs)).map((run) => run.id),
    [study.runs, selection],
  );
  const all = useMetrics(study.table, study.metricKeys.filter(ofAll));
  const chosenMetrics = useMetrics(study.table, study.metricKeys.filter(ofChosen), {
    ids: chosenIds,
    base: all.runs,
  });
  const { runs } = chosenMetrics;
  const trials = useMemo(() => oneOfEachTrial(runs), [runs]);
  const chosen = useMemo(() => {
    const byId = new Map(runs.map((run) => [run.id, run]));
    return chosenIds.flatMap((id) => byId.get(id) ?? []);
  }, [runs, chosenIds]);
  const groups = useMemo(() => groupsOf(chosen).slice(0, sideBySide), [chosen]);
  const looks = useMemo(() => {
    const order = new Map(ids.map((id, index) => [id, index]));
    return new Map([...looksOf(chosen, { theme, order }), ...looksOf(trials, { theme, order })]);
  }, [trials, chosen, ids, theme]);
  const families = useMemo(() => familiesOf(trials), [trials]);
  const onToggle = (toggledIds: readonly string[]) =>
    onSelect(selectionPart(toggled(selection, ...toggledIds), ids));
  const onPick = usePick({ study: study.name, shortIds: short, onToggle });
  return {
    study: study.name,
    isPending: all.isPending || chosenMetrics.isPending,
    /** Metrics that the URL asks for are not loaded yet; those of before are shown. */
    isPrevious: all.isPrevious,
    isSelection: selection.length > 0,
    ...{ trials, chosen, groups, families, looks, short, theme, onPick, onToggle },
  };
};

export type Groups = ReturnType<typeof useGroups>;
