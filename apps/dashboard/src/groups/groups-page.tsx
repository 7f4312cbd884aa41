import type { ReactNode } from "react";
import type { RailPart } from "../compare/rail.tsx";
import { StudyFrame } from "../compare/study-frame.tsx";
import { Loading } from "../components/message.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import type { Study } from "../data/use-study.ts";
import { countText } from "../study/count-text.ts";
import { isTrial } from "../study/facts.ts";
import type { Groups } from "./use-groups.ts";

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
    <StudyFrame
      study={study}
      title={title}
      about={
        <>
          {about}{" "}
          {isSelection
            ? `Panels by group show the ${countText(chosen.length, "selected run")}. `
            : "No run is selected: panels by group show the betas of one regulariser. "}
        </>
      }
      parts={parts}
      runs={chosen}
      looks={looks}
      shortIds={short}
      isSelection={isSelection}
      onRemove={onToggle}
    >
      {groups.isPending ? (
        <Loading what="metrics" />
      ) : study.runs.some(isTrial) ? (
        <Placed>{children}</Placed>
      ) : (
        <p className="faint">No run of this experiment trained a VAE.</p>
      )}
    </StudyFrame>
  );
};
