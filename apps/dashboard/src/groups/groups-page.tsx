import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Rail, type RailPart } from "../compare/rail.tsx";
import { Failure, Loading, StoreIsEmpty } from "../components/message.tsx";
import { UnknownExperiment } from "../components/unknown.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { type Study, useStudy } from "../data/use-study.ts";
import { countText } from "../study/count-text.ts";
import { isTrial } from "../study/facts.ts";
import type { Groups } from "./use-groups.ts";

interface StudyGateProps {
  readonly name: string;
  readonly title: string;
  readonly children: (study: Study) => ReactNode;
}

/** Loads a study; says so where it has no runs or no trials. */
export const StudyGate = ({ name, title, children }: StudyGateProps) => {
  const study = useStudy(name);
  useTitle(title, study.name);
  if (study.error !== null && study.runs.length === 0)
    return <Failure error={study.error} what="The runs could not be read" />;
  if (study.isPending) return <Loading what="runs" />;
  if (study.isUnknown)
    return <UnknownExperiment name={study.name} experiments={study.experiments} />;
  if (study.isEmpty) return <StoreIsEmpty />;
  return children(study);
};

/** Sections that are there from the first drawing on, so that a URL's hash finds its own. */
const Placed = ({ children }: { children: ReactNode }) => {
  useScrollPlace();
  return children;
};

interface GroupsPageProps {
  readonly title: string;
  readonly about: string;
  readonly parts: readonly RailPart[];
  readonly study: Study;
  readonly groups: Groups;
  readonly children: ReactNode;
}

/** The frame of a page about groups of runs: the rail, the heading, and what is shown. */
export const GroupsPage = ({ title, about, parts, study, groups, children }: GroupsPageProps) => {
  const { chosen, looks, short, isSelection, onToggle } = groups;
  return (
    <div className="compare">
      <Rail
        study={study.name}
        parts={parts}
        runs={chosen}
        looks={looks}
        shortIds={short}
        isSelection={isSelection}
        onRemove={onToggle}
      />
      <div className="sections">
        <header className="page-head">
          <h1>{title}</h1>
          <p className="faint">
            {about}{" "}
            {isSelection
              ? `Panels by group show the ${countText(chosen.length, "selected run")}. `
              : "No run is selected: panels by group show the betas of one regulariser. "}
            <Link to="/study/$study/runs" params={{ study: study.name }}>
              {isSelection ? "Change the selection" : "Select runs"}
            </Link>
          </p>
        </header>
        {study.error !== null && (
          <Failure error={study.error} what="The runs are not up to date" heading="h2" />
        )}
        {groups.isPending ? (
          <Loading what="metrics" />
        ) : study.runs.some(isTrial) ? (
          <Placed>{children}</Placed>
        ) : (
          <p className="faint">No run of this experiment trained a VAE.</p>
        )}
      </div>
    </div>
  );
};
