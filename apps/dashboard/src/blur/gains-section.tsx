import { mean } from "@vae-lab/statistics";
import { type Look, type SeriesLaw, seriesFigure } from "@vae-lab/viz";
import { group as grouped } from "d3-array";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { GroupCard } from "../groups/group-card.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { Group } from "../study/groups.ts";
import { membersOf } from "../study/members.ts";

const measured = "measured";

/** The members of a series of all runs of a group, numbered from 1. */
const membersOfGroup = ({ runs }: Group, series: string) =>
  runs.flatMap((run) =>
    membersOf(run, series).map(({ member, value }) => ({ run: run.id, x: member + 1, value })),
  );

/** A law that runs logged, the mean over seeds. */
const lawOf = (group: Group, series: string, name: string): SeriesLaw[] => {
  const points = [...grouped(membersOfGroup(group, series), ({ x }) => x)].map(([x, own]) => ({
    ...{ x, value: mean(own.map(({ value }) => value)) },
  }));
  return points.length === 0 ? [] : [{ name, points }];
};

/**
 * The gains of the linear optimum, 0 beyond its units. Runs without that prediction have the gains of the
 * Wiener filter alone, whatever the number of units.
 */
const lawsOf = (group: Group, modes: number): SeriesLaw[] => {
  const isReverse = group.runs[0]?.params.get("objective.regulariser") === "reverse-kl";
  const [law] = lawOf(
    group,
    "theory/mode_gain",
    isReverse ? "linear optimum, 1 − τ/λ" : "linear optimum",
  );
  if (law === undefined)
    return lawOf(group, "test/mode_gain_wiener", "Wiener filter, 1 − τ/λ, any number of units");
  const own = law.points.filter(({ x }) => x <= modes);
  const rest = Array.from({ length: Math.max(0, modes - own.length) }, (_, i) => ({
    ...{ x: own.length + i + 1, value: 0 },
  }));
  return [{ ...law, points: [...own, ...rest] }];
};

const GainsCard = ({ group, look }: { group: Group; look: Look | undefined }) => {
  const points = useMemo(
    () => membersOfGroup(group, "test/mode_gain").map((point) => ({ series: measured, ...point })),
    [group],
  );
  const laws = useMemo(
    () => lawsOf(group, Math.max(0, ...points.map(({ x }) => x))),
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
