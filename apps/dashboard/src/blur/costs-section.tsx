import { type Look, type WaterfallStep, waterfall } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { GroupCard } from "../groups/group-card.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { Group } from "../study/groups.ts";
import { costSteps } from "./costs.ts";

interface CostsCardProps {
  readonly group: Group;
  readonly steps: readonly WaterfallStep[];
  readonly covers: readonly number[];
  readonly look: Look | undefined;
}

const CostsCard = ({ group, steps, covers, look }: CostsCardProps) => {
  const draw = useCallback(
    (ground: Ground) =>
      waterfall(steps, {
        ...{ ...ground, height: 300, covers, yLabel: "detail relative to data" },
        ...(look && { colour: look.colour }),
      }),
    [steps, covers, look],
  );
  const table = useCallback(
    () => ({
      columns: ["step", "kind", "value", "error"],
      rows: steps.map(({ label, kind, value, error }) => [label, kind, value, error]),
    }),
    [steps],
  );
  return (
    <GroupCard group={group} look={look}>
      <Figure draw={draw} table={table} height={300} name={`costs of detail of ${group.name}`} />
    </GroupCard>
  );
};

interface CostsSectionProps {
  readonly study: string;
  readonly groups: readonly Group[];
  readonly looks: ReadonlyMap<string, Look>;
}

export const CostsSection = ({ study, groups, looks }: CostsSectionProps) => {
  const shown = useMemo(
    () =>
      groups
        .map((group) => ({ group, steps: costSteps(group.runs) }))
        .filter(({ steps }) => steps.length > 0),
    [groups],
  );
  // All panels share their axis.
  const covers = useMemo(
    () =>
      shown.flatMap(({ steps }) =>
        steps.filter(({ kind }) => kind === "level").map(({ value }) => value),
      ),
    [shown],
  );
  return (
    <Section
      id="costs"
      title="Sharpness decomposed"
      height={400}
      reading="Detail is power above a quarter cycle per pixel relative to test images: 1 is as sharp as the data. Capacity: what no code shows. Regulariser: what is lost between the best codes and samples of q(z|x). Mismatch: what is lost between codes of images and draws from the prior. Likelihood: the noise of p(x|z) is not detail, but it is a part of the model's samples. All are estimates; whiskers are 95 % intervals over seeds from three on, else over images. Capacity may contain a part of an unfinished search for the best code."
    >
      {shown.length === 0 ? (
        <MissingMetrics
          what="the costs of detail (metrics under test/blur_)"
          command={measureCommand(study)}
          unless="Data that are not images, and decoders that are not smooth in their codes, have none."
        />
      ) : (
        <div className="grid three">
          {shown.map(({ group, steps }) => (
            <CostsCard
              key={group.key}
              group={group}
              steps={steps}
              covers={covers}
              look={looks.get(group.runs[0]?.id ?? "")}
            />
          ))}
        </div>
      )}
    </Section>
  );
};
