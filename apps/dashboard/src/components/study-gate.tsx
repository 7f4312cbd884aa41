import type { ReactNode } from "react";
import { type Study, useStudy } from "../data/use-study.ts";
import { Failure, Loading, StoreIsEmpty } from "./message.tsx";
import { UnknownExperiment } from "./unknown.tsx";
import { useTitle } from "./use-title.ts";

interface StudyGateProps {
  readonly name: string;
  readonly title: string;
  readonly children: (study: Study) => ReactNode;
}

/** Loads a study; says so where it cannot be read, does not exist, or has no runs. */
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
