import { Link } from "@tanstack/react-router";
import { essayFindings, studies } from "@vae-lab/experiments/studies";
import { useMemo } from "react";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { findingsOf, useStudyReports } from "../findings/use-study-reports.ts";
import { Story } from "./story.tsx";
import { StoryProvider, type StorySurroundings } from "./story-context.tsx";

const all = Object.values(studies);

const FindingLink: StorySurroundings["FindingLink"] = ({ study, finding, children }) => (
  <Link to="/study/$study" params={{ study }} hash={finding}>
    {children}
  </Link>
);

const PageLink: StorySurroundings["PageLink"] = ({ to, children }) => (
  <Link to={to}>{children}</Link>
);

/** The story with the verdicts of this store, or of the published reports. */
export const StoryPage = () => {
  const known = useStudyReports(all);
  useTitle("Story");
  useScrollPlace();
  const isPending = known.some((one) => one.isPending);
  const findings = known.map((one) => ({ name: one.study.name, findings: findingsOf(one) }));
  const text = JSON.stringify(findings.map((one) => one.findings.map(({ verdict }) => verdict)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text changes with the verdicts
  const surroundings = useMemo(
    () => ({ essay: isPending ? undefined : essayFindings(findings), FindingLink, PageLink }),
    [text, isPending],
  );
  return (
    <StoryProvider value={surroundings}>
      <Story />
    </StoryProvider>
  );
};
