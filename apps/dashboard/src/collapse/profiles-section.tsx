import { type Look, seriesFigure } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { LogScale } from "../components/log-scale.tsx";
import { Section } from "../components/section.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import type { Group } from "../study/groups.ts";
import { membersOf } from "../study/members.ts";

interface Point {
  readonly series: string;
  readonly run: string;
  readonly x: number;
  readonly value: number;
}

/** Rates of units in descending order: measured in full, or sorted here. */
const sortedRates = (run: RunRecord): number[] => {
  const own = membersOf(run, "test/unit_rate").map(({ value }) => value);
  const rates = own.length > 0 ? own : membersOf(run, "test/unit_rate_sorted").map((m) => m.value);
  return rates.sort((a, b) => b - a);
};

const pointsOf = (
  groups: readonly Group[],
  values: (run: RunRecord) => readonly { readonly x: number; readonly value: number }[],
): Point[] =>
  groups.flatMap(({ name, runs }) =>
    runs.flatMap((run) => values(run).map((point) => ({ series: name, run: run.id, ...point }))),
  );

const tableOf = (points: readonly Point[], x: string, value: string) => ({
  columns: ["group", x, value],
  rows: points.map((point) => [point.series, point.x, point.value]),
  runs: points.map(({ run }) => run),
});

interface ProfilesSectionProps {
  readonly study: string;
  readonly groups: readonly Group[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly logY: boolean;
  readonly onLogY: (on: boolean) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const ProfilesSection = (props: ProfilesSectionProps) => {
  const { study, groups, logY, onLogY, onPick } = props;
  const looks = useMemo(
    () =>
      new Map(
        groups.flatMap(({ name, runs }) => {
          const look = props.looks.get(runs[0]?.id ?? "");
          return look === undefined ? [] : [[name, look] as const];
        }),
      ),
    [groups, props.looks],
  );
  const rates = useMemo(
    () => pointsOf(groups, (run) => sortedRates(run).map((value, i) => ({ x: i + 1, value }))),
    [groups],
  );
  const counts = useMemo(
    () =>
      pointsOf(groups, (run) =>
        membersOf(run, "test/active_units_at").map(({ member, value }) => ({ x: member, value })),
      ),
    [groups],
  );
  const drawRates = useCallback(
    (ground: Ground) =>
      seriesFigure(rates, {
        ...{ ...ground, looks, logY, height: 360, xLabel: "unit, largest KL first" },
        ...{ bounds: [0, Number.POSITIVE_INFINITY], dodge: 3 },
        yLabel: `KL, nats${logY ? ", log scale" : ""}`,
      }),
    [rates, looks, logY],
  );
  const drawCounts = useCallback(
    (ground: Ground) =>
      seriesFigure(counts, {
        ...{ ...ground, looks, logX: true, height: 360, dodge: 3 },
        bounds: [0, Math.max(0, ...counts.map(({ value }) => value))],
        ...{ xLabel: "threshold of Var E[z|x], log scale", yLabel: "units above the threshold" },
      }),
    [counts, looks],
  );
  return (
    <Section
      id="profiles"
      title="Unit profiles"
      height={420}
      reading="How the chosen groups use their units: the KL of each unit, largest first, exact for the test set; and the number of active units as a curve over thresholds, an estimate. A count at one threshold misleads near the onset and in short trainings. Lines join means over seeds; bars are 95 % intervals."
      controls={<LogScale checked={logY} onChange={onLogY} />}
    >
      <div className="grid two">
        {rates.length === 0 ? (
          <p className="faint absent">
            — no KL per unit: not a VAE, no closed form of the KL, or no result yet
          </p>
        ) : (
          <Figure
            draw={drawRates}
            table={() => tableOf(rates, "unit", "kl")}
            onPick={onPick}
            height={360}
            name="KL per unit by group"
          />
        )}
        {counts.length === 0 ? (
          <MissingMetrics
            what="active units at several thresholds"
            command={measureCommand(study)}
          />
        ) : (
          <Figure
            draw={drawCounts}
            table={() => tableOf(counts, "threshold", "units")}
            onPick={onPick}
            height={360}
            name="active units over thresholds"
          />
        )}
      </div>
    </Section>
  );
};
