import { rateDistortion } from "@vae-lab/viz";
import { useCallback } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import type { Family } from "../study/families.ts";
import { ratePoints } from "../study/points.ts";

interface PlaneSectionProps {
  readonly family: Family | undefined;
  readonly emphasised: ReadonlySet<string>;
}

export const PlaneSection = ({ family, emphasised }: PlaneSectionProps) => {
  const draw = useCallback(
    (ground: Ground) =>
      rateDistortion(ratePoints(family?.runs ?? []), { ...ground, height: 460, emphasised }),
    [family, emphasised],
  );
  return (
    <Section
      id="plane"
      title="Rate–distortion plane"
      reading="What a code costs (rate) against what it buys (less distortion): β slides a model along its curve, a collapsed model sits at rate 0, and every diagonal is one ELBO, better towards the lower left."
    >
      {family === undefined ? (
        <Message title="No VAE with a β has finished yet" />
      ) : (
        <Figure draw={draw} name="rate-distortion plane" caption={family.name} />
      )}
    </Section>
  );
};
