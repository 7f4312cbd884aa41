import type { EssayClaimName } from "@vae-lab/experiments/studies";
import type { ComponentType } from "react";
import { Evidence } from "./evidence.tsx";

/** A step of the story. */
export interface StoryStep {
  /** The step's name in the page's address. */
  readonly id: string;
  readonly title: string;
  /** The claims of Saghir's essay that the step is about. */
  readonly claims: readonly EssayClaimName[];
  /** The text and the figures. */
  readonly Body: ComponentType;
}

interface StepViewProps {
  readonly step: StoryStep;
  readonly number: number;
}

/** A step: its text and figures, then what the experiments say of it. */
export const StepView = ({ step, number }: StepViewProps) => {
  const { id, title, claims, Body } = step;
  return (
    <section className="section story-step" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {number}. {title}
      </h2>
      <Body />
      <h3>What the experiments say</h3>
      <Evidence claims={claims} />
    </section>
  );
};
