import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { StudyGate } from "../components/study-gate.tsx";
import { type Study, useMetrics } from "../data/use-study.ts";
import { GroupsPage } from "../groups/groups-page.tsx";
import { useGroups } from "../groups/use-groups.ts";
import type { CollapseSearch } from "../page-search.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { firstPredicted } from "../study/predictions.ts";
import { EpochsSection } from "./epochs-section.tsx";
import { ExcessSection } from "./excess-section.tsx";
import { KindsSection, modeMeasures, posteriorMeasures } from "./kinds-section.tsx";
import { OnsetSection } from "./onset-section.tsx";
import { ProfilesSection } from "./profiles-section.tsx";

const route = getRouteApi("/study/$study/collapse");

const ofAll: ReadonlySet<string> = new Set([
  ...["test/rate", "test/active_units", "test/inference_lag"],
  ...["theory/tau", "theory/rate", "theory/active_units"],
  ...[...posteriorMeasures, ...modeMeasures],
]);

const parts = [
  { id: "onset", title: "Onset against τ" },
  { id: "profiles", title: "Unit profiles" },
  { id: "epochs", title: "Units over epochs" },
  { id: "excess", title: "Excess collapse" },
  { id: "kinds", title: "Two kinds of collapse" },
];

const noRuns: readonly RunRecord[] = [];

/** The τ at which a unit can leave the collapsed state. */
const isOnset = (key: string): boolean => /^theory\/onset_tau\/\d+$/.test(key);

/** The keys of active units: at 0.01, and at other thresholds. */
const activeKeys = (metricKeys: readonly string[]): string[] =>
  metricKeys
    .filter((key) => /^test\/active_units_at\/[\d.]+$/.test(key))
    .sort((a, b) => Number(a.split("/").at(-1)) - Number(b.split("/").at(-1)));

/** How the models of a study collapse: where, which units, and how far from theory. */
export const CollapsePage = () => {
  const { study: name } = route.useParams();
  return (
    <StudyGate name={name} title="Collapse">
      {(study) => <Collapse study={study} />}
    </StudyGate>
  );
};

const Collapse = ({ study }: { study: Study }) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: CollapseSearch) =>
      void navigate({ search: (before) => ({ ...before, ...part }), hash: true, replace: true }),
    [navigate],
  );
  const thresholds = activeKeys(study.metricKeys);
  const active =
    thresholds.find((key) => key === `test/active_units_at/${search.at}`) ?? "test/active_units";
  const groups = useGroups(study, search, {
    ofAll: (key) => ofAll.has(key) || key === active,
    ofChosen: (key) => /^test\/(unit_rate(_sorted)?|active_units_at)\/[\d.]+$/.test(key),
    onSelect: (runs) => change({ runs }),
  });
  const { trials, families, looks, onPick } = groups;
  const family = families.find(({ key }) => key === search.family) ?? families[0];
  // The onsets of units follow from the data and the regulariser: one run of each has them
  const ids = useMemo(() => families.flatMap((one) => firstPredicted(one.runs)), [families]);
  const laws = useMetrics(study.table, study.metricKeys.filter(isOnset), {
    ids,
    base: family?.runs ?? noRuns,
  });
  return (
    <GroupsPage
      title={`Collapse in ${study.name}`}
      about="Where and how the models of this study stop using their codes."
      parts={parts}
      study={study}
      groups={{ ...groups, isPending: groups.isPending || laws.isPending }}
    >
      <OnsetSection
        study={study.name}
        families={families}
        family={family && { ...family, runs: laws.runs }}
        active={active}
        thresholds={thresholds}
        onActive={(key) => change({ at: key.split("/").at(-1) })}
        onFamily={(key) => change({ family: key })}
        onPick={onPick}
      />
      <ProfilesSection
        study={study.name}
        groups={groups.groups}
        looks={looks}
        logY={search.unitlog ?? false}
        onLogY={(on) => change({ unitlog: on || undefined })}
        onPick={onPick}
      />
      <EpochsSection groups={groups.groups} looks={looks} />
      <ExcessSection study={study.name} groups={groups.groups} />
      <KindsSection
        study={study.name}
        runs={trials}
        looks={looks}
        posterior={search.posterior}
        modes={search.modes}
        onChoose={change}
        onPick={onPick}
      />
    </GroupsPage>
  );
};
