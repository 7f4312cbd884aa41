import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { FindingLink } from "../findings/finding-link.tsx";
import { useEssayFindings } from "../findings/use-essay-findings.ts";
import { Story } from "./story.tsx";
import { StoryProvider, type StorySurroundings } from "./story-context.tsx";

const PageLink: StorySurroundings["PageLink"] = ({ to, children }) => (
  <Link to={to}>{children}</Link>
);

/** The story with the verdicts of this store, or of the published reports. */
export const StoryPage = () => {
  const essay = useEssayFindings();
  useTitle("Story");
  useScrollPlace();
  const surroundings = useMemo(() => ({ essay, FindingLink, PageLink }), [essay]);
  return (
    <StoryProvider value={surroundings}>
      <Story />
    </StoryProvider>
  );
};
