import type { EssayFinding } from "@vae-lab/experiments/studies";
import { type ComponentType, createContext, type ReactNode, use } from "react";
import type { FindingLinkOf } from "../findings/essay-claim.tsx";

/** What the page around the story provides, in the dashboard and in an exported folder. */
export interface StorySurroundings {
  /** The claims of Saghir's essay with their verdicts; undefined while they load. */
  readonly essay: readonly EssayFinding[] | undefined;
  /** A link to a finding in the report of its study. */
  readonly FindingLink: FindingLinkOf;
  /** A link to a page of the dashboard; an exported folder shows its text alone. */
  readonly PageLink: ComponentType<{
    readonly to: "/train" | "/fit" | "/findings";
    readonly children: ReactNode;
  }>;
}

const StoryContext = createContext<StorySurroundings | undefined>(undefined);

export const StoryProvider = StoryContext.Provider;

export const useStory = (): StorySurroundings => {
  const surroundings = use(StoryContext);
  if (surroundings === undefined) throw new Error("a part of the story must be inside of it");
  return surroundings;
};
