import { type Look, seriesFigure } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { GroupCard } from "../groups/group-card.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { Group } from "../study/groups.ts";
import { gainLaws, membersOfGroup } from "./gain-laws.ts";

const measured = "measured";

const GainsCard = ({ group, look }: { group: Group; look: Look | undefined }) => {
  const points = useMemo(
    () => membersOfGroup(group, "test/mode_gain").map((point) => ({ series: measured, ...point })),
    [group],
  );
  const laws = useMemo(
    () => gainLaws(group, Math.max(0, ...points.map(({ x }) => x))),
    [group, points],
  );
  const draw = useCallback(
    (ground: Ground) =>
      seriesFigure(points, {
        ...{ ...ground, height: 280, laws },
        ...(look && { looks: new Map([[measured, { ...look, dash: "" }]]) }),
        ...{ xLabel: "eigenmode of the data, largest first", yLabel: "gain" },
      }),
    [points, laws, look],
  );
  const table = useCallback(
    () => ({
      columns: ["series", "mode", "gain"],
      rows: [
        ...points.map(({ series, x, value }) => [series, x, value]),
        ...laws.flatMap(({ name, points: own }) => own.map(({ x, value }) => [name, x, value])),
      ],
    }),
    [points, laws],
  );
  return (
    <GroupCard group={group} look={look}>
      <Figure
        draw={draw}
        table={table}
        height={280}
        name={`gains of ${group.name}`}
        caption={
          laws.length === 0 ? "Theory has no gain for this likelihood or schedule." : undefined
        }
      />
    </GroupCard>
  );
};

interface GainsSectionProps {
  readonly study: string;
  readonly groups: readonly Group[];
  readonly looks: ReadonlyMap<string, Look>;
}

export const GainsSection = ({ study, groups, looks }: GainsSectionProps) => {
  const shown = groups.filter((group) => membersOfGroup(group, "test/mode_gain").length > 0);
  return (
    <Section
      id="gains"
      title="Gains of eigenmodes"
      height={360}
      reading="How much of each eigenmode of the data reconstructions keep: 1 kept, 0 lost. Measured gains are estimates on test images, bars are 95 % intervals over seeds. The dashed law is exact for linear VAEs at their optimum, for the spectrum of training images: the Wiener filter 1 − τ/λ under reverse KL, 0 beyond the units that the model has. A gain below the law is blur that a linear model would not have."
    >
      {shown.length === 0 ? (
        <MissingMetrics
          what="gains of eigenmodes (metrics under test/mode_gain)"
          command={measureCommand(study)}
        />
      ) : (
        <div className="grid three">
          {shown.map((group) => (
            <GainsCard key={group.key} group={group} look={looks.get(group.runs[0]?.id ?? "")} />
          ))}
        </div>
      )}
    </Section>
  );
};
