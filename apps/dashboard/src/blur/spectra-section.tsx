import { inkOf, type Look, runLooks, seriesFigure, type Theme } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { GroupCard } from "../groups/group-card.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { Group } from "../study/groups.ts";
import { membersOf } from "../study/members.ts";
import { imageSets } from "./image-sets.ts";

/** The data in the colour of text, the sets of a model in colours of their own. */
const looksOfSets = (theme: Theme): ReadonlyMap<string, Look> => {
  const [data, ...others] = imageSets.map(({ label }) => label);
  const colours = runLooks(others, theme);
  return new Map([
    ...(data === undefined
      ? []
      : [
          [data, { colour: inkOf(theme).text, symbol: "circle", dash: "" } satisfies Look] as const,
        ]),
    ...colours,
  ]);
};

/** Mean power by frequency in cycles per 100 pixels of the side, of each set and run. */
const pointsOf = ({ runs }: Group) =>
  imageSets.flatMap(({ set, label }) =>
    runs.flatMap((run) =>
      membersOf(run, `test/power_${set}`).map(({ member, value }) => ({
        ...{ series: label, run: run.id, x: member, value },
      })),
    ),
  );

const SpectrumCard = ({ group, look }: { group: Group; look: Look | undefined }) => {
  const points = useMemo(() => pointsOf(group), [group]);
  const draw = useCallback(
    (ground: Ground) =>
      seriesFigure(points, {
        ...{
          ...ground,
          height: 340,
          logX: true,
          logY: true,
          geometric: true,
          looks: looksOfSets(ground.theme),
        },
        ...{ xLabel: "frequency, cycles per image, log scale", yLabel: "power, log scale" },
      }),
    [points],
  );
  const table = useCallback(
    () => ({
      columns: ["set", "frequency", "power"],
      rows: points.map(({ series, x, value }) => [series, x, value]),
      runs: points.map(({ run }) => run),
    }),
    [points],
  );
  return (
    <GroupCard group={group} look={look}>
      <Figure draw={draw} table={table} height={340} name={`power spectra of ${group.name}`} />
    </GroupCard>
  );
};

interface GroupsSectionProps {
  readonly study: string;
  readonly groups: readonly Group[];
  readonly looks: ReadonlyMap<string, Look>;
}

export const SpectraSection = ({ study, groups, looks }: GroupsSectionProps) => {
  const shown = groups.filter((group) => pointsOf(group).length > 0);
  return (
    <Section
      id="spectra"
      title="Power spectra"
      height={420}
      reading="Radially averaged power of images less the mean image of their set: the lower a line at high frequencies, the blurrier its images. Estimates over 1,000 test images or samples; lines join geometric means over seeds, bars are 95 % intervals. decode(E z) lies off what the decoder of a collapsed model was trained on; x ~ p(x|z) has the observation noise of the likelihood: these are the samples of the model itself."
    >
      {shown.length === 0 ? (
        <MissingMetrics
          what="power spectra (metrics under test/power_)"
          command={measureCommand(study)}
          unless="Data that are not images have no spectra."
        />
      ) : (
        <div className="grid two">
          {shown.map((group) => (
            <SpectrumCard key={group.key} group={group} look={looks.get(group.runs[0]?.id ?? "")} />
          ))}
        </div>
      )}
    </Section>
  );
};
