import { unitRateKey } from "@vae-lab/experiments/metrics";
import { type Look, type UnitAtEpoch, unitsOverEpochs } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Failure, Loading } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import { useSeriesOf } from "../data/queries.ts";
import { GroupCard } from "../groups/group-card.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import type { Group } from "../study/groups.ts";
import { membersOf } from "../study/members.ts";

/** One panel loads the history of each unit. */
const maxPanels = 6;

interface EpochsCardProps {
  readonly group: Group;
  readonly run: RunRecord;
  readonly points: readonly UnitAtEpoch[];
  readonly look: Look | undefined;
  readonly top: number;
}

const EpochsCard = ({ group, run, points, look, top }: EpochsCardProps) => {
  const draw = useCallback(
    (ground: Ground) =>
      unitsOverEpochs(points, { ...ground, top, ...(look && { colour: look.colour }) }),
    [points, top, look],
  );
  const table = useCallback(
    () => ({
      columns: ["unit", "epoch", "kl"],
      rows: points.map(({ unit, epoch, rate }) => [unit, epoch, rate]),
    }),
    [points],
  );
  return (
    <GroupCard group={group} look={look}>
      <Figure
        draw={draw}
        table={table}
        height={200}
        name={`KL per unit over epochs of ${run.name}`}
        caption={group.runs.length > 1 ? `Seed ${run.params.get("seed") ?? "1"}.` : undefined}
      />
    </GroupCard>
  );
};

interface EpochsSectionProps {
  readonly groups: readonly Group[];
  readonly looks: ReadonlyMap<string, Look>;
}

export const EpochsSection = ({ groups, looks }: EpochsSectionProps) => (
  <Section
    id="epochs"
    title="Units over epochs"
    height={320}
    reading="The KL of each unit after each epoch, exact for the test set, of the first seed of each group: rows are units, the largest last KL on top; all panels share their shades. Units of different runs have no common order, so that seeds are not averaged."
  >
    <Panels groups={groups} looks={looks} />
  </Section>
);

const Panels = ({ groups, looks }: EpochsSectionProps) => {
  const shown = useMemo(
    () =>
      groups
        .flatMap((group) => {
          const run = group.runs.find((one) => membersOf(one, "test/unit_rate").length > 0);
          return run === undefined ? [] : [{ group, run }];
        })
        .slice(0, maxPanels),
    [groups],
  );
  const runs = useMemo(() => shown.map(({ run }) => run), [shown]);
  const units = Math.max(
    0,
    ...runs.map((run) => (membersOf(run, "test/unit_rate").at(-1)?.member ?? -1) + 1),
  );
  const keys = useMemo(() => Array.from({ length: units }, (_, k) => unitRateKey(k)), [units]);
  const series = useSeriesOf(runs, keys);
  if (shown.length === 0)
    return (
      <p className="faint absent">
        — no KL per unit: not a VAE, no closed form of the KL, or no result yet
      </p>
    );
  const error = series.find((one) => one.error !== null)?.error;
  if (error) return <Failure error={error} what="The units could not be read" heading="h2" />;
  if (series.some(({ isPending }) => isPending)) return <Loading what="the units" />;
  const points = series.flatMap(({ data = [] }, unit) =>
    data.map(({ runId, step, value }) => ({ runId, unit, epoch: step, rate: value })),
  );
  const top = points.reduce(
    (most, { rate }) => (Number.isFinite(rate) ? Math.max(most, rate) : most),
    0,
  );
  return (
    <>
      <div className="grid three">
        {shown.map(({ group, run }) => (
          <EpochsCard
            key={group.key}
            group={group}
            run={run}
            points={points.filter(({ runId }) => runId === run.id)}
            look={looks.get(run.id)}
            top={top}
          />
        ))}
      </div>
      {groups.length > shown.length && (
        <p className="faint">
          Shown are {shown.length} of {groups.length} groups; select runs to see others.
        </p>
      )}
    </>
  );
};
