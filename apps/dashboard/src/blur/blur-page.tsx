import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { StudyGate } from "../components/study-gate.tsx";
import type { Study } from "../data/use-study.ts";
import { GroupsPage } from "../groups/groups-page.tsx";
import { useGroups } from "../groups/use-groups.ts";
import type { BlurSearch } from "../page-search.ts";
import { CostsSection } from "./costs-section.tsx";
import { blurMeasures, chosenMeasure, EqualRateSection } from "./equal-rate-section.tsx";
import { GainsSection } from "./gains-section.tsx";
import { SpectraSection } from "./spectra-section.tsx";

const route = getRouteApi("/study/$study/blur");

const parts = [
  { id: "equal-rate", title: "Blur at equal rate" },
  { id: "costs", title: "Sharpness decomposed" },
  { id: "gains", title: "Gains of eigenmodes" },
  { id: "spectra", title: "Power spectra" },
];

const ofGroups =
  /^(test\/(power_\w+|mode_gain|mode_gain_wiener)\/\d+|theory\/mode_gain\/\d+|test\/blur_\w+|test\/detail_\w+)$/;

/** How blurred the images of a study's models are, and by what. */
export const BlurPage = () => {
  const { study: name } = route.useParams();
  return (
    <StudyGate name={name} title="Blur">
      {(study) => <Blur study={study} />}
    </StudyGate>
  );
};

const Blur = ({ study }: { study: Study }) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: BlurSearch) =>
      void navigate({ search: (before) => ({ ...before, ...part }), hash: true, replace: true }),
    [navigate],
  );
  const measures = useMemo(() => blurMeasures(study.metricKeys), [study.metricKeys]);
  const metric = chosenMeasure(measures, search.metric);
  const groups = useGroups(study, search, {
    ofAll: (key) => key === "test/rate" || key === metric,
    ofChosen: (key) => ofGroups.test(key) && !/\/\d+_se$/.test(key),
    onSelect: (runs) => change({ runs }),
  });
  const { families, looks, onPick } = groups;
  const shared = { study: study.name, groups: groups.groups, looks };
  return (
    <GroupsPage
      title={`Blur in ${study.name}`}
      about="How sharp the images of this study's models are, and what blurs them."
      parts={parts}
      study={study}
      groups={groups}
    >
      <EqualRateSection
        study={study.name}
        families={families}
        measures={measures}
        metric={metric}
        isLoading={groups.isPrevious}
        rate={search.rate}
        onChoose={change}
        onPick={onPick}
      />
      <CostsSection {...shared} />
      <GainsSection {...shared} />
      <SpectraSection {...shared} />
    </GroupsPage>
  );
};
