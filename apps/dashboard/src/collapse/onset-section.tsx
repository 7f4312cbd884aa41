import { type SeriesLaw, seriesFigure } from "@vae-lab/viz";
import { group } from "d3-array";
import { useCallback, useMemo } from "react";
import { FamilyChoice } from "../components/family-choice.tsx";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import { useTheme } from "../components/theme.tsx";
import { MissingMetrics, theoryCommand, uncovered } from "../groups/missing-metrics.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import { directionLooks, directionNames } from "../study/directions.ts";
import { factsOf } from "../study/facts.ts";
import type { Family } from "../study/families.ts";
import { finiteValue } from "../study/members.ts";
import { axisLabelOf } from "../study/metric-registry.ts";
import { tauOf, tauRange, thresholdLaw } from "../study/predictions.ts";
import { OnsetTable } from "./onset-table.tsx";

/** Laws that are the same for all directions are drawn once. */
const merged = (laws: readonly SeriesLaw[], shared: string): SeriesLaw[] => {
  const byPoints = [...group(laws, ({ points }) => JSON.stringify(points)).values()];
  return byPoints.flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    return own.length === 1 && byPoints.length > 1
      ? [first]
      : [
          {
            name: byPoints.length === 1 ? shared : own.map(({ name }) => name).join("; "),
            points: first.points,
          },
        ];
  });
};

interface OnsetFigureProps {
  readonly metric: string;
  readonly runs: readonly RunRecord[];
  /** The law of each direction, by the name of the direction. */
  readonly lawOf: (runs: readonly RunRecord[]) => SeriesLaw["points"];
  readonly lawName: string;
  readonly caption: string;
  readonly onPick: (run: string, adds: boolean) => void;
}

const OnsetFigure = (props: OnsetFigureProps) => {
  const { metric, runs, lawOf, lawName, caption, onPick } = props;
  const { theme } = useTheme();
  const hasTau = runs.some((run) => tauOf(run) !== undefined);
  const points = useMemo(() => {
    const named = directionNames(runs);
    return runs.flatMap((run) => {
      const [x, value] = [hasTau ? tauOf(run) : factsOf(run).beta, finiteValue(run, metric)];
      return x === undefined || x <= 0 || value === undefined
        ? []
        : [{ series: named(run), run: run.id, label: run.name, x, value }];
    });
  }, [runs, metric, hasTau]);
  const laws = useMemo(() => {
    const looks = directionLooks(runs, theme);
    const own = [...group(runs, directionNames(runs))].flatMap(([name, members]) => {
      const law = lawOf(members);
      const colour = looks.get(name)?.colour;
      return law.length === 0
        ? []
        : [{ name: `${lawName}, ${name}`, points: law, ...(colour && { colour }) }];
    });
    return merged(own, lawName);
  }, [runs, lawOf, lawName, theme]);
  const units = Number(runs[0]?.params.get("model.latent") ?? Number.POSITIVE_INFINITY);
  const axis = hasTau ? "τ = βσ², log scale" : "β, log scale";
  const draw = useCallback(
    (ground: Ground) =>
      seriesFigure(points, {
        ...{ ...ground, laws, logX: true, height: 340, dodge: 5 },
        bounds: [0, metric === "test/rate" ? Number.POSITIVE_INFINITY : units],
        looks: directionLooks(runs, ground.theme),
        ...{ xLabel: axis, yLabel: axisLabelOf(metric) },
      }),
    [points, laws, runs, axis, metric, units],
  );
  const table = useCallback(
    () => ({
      columns: ["run", "direction", hasTau ? "tau" : "beta", metric],
      rows: points.map(({ label, series, x, value }) => [label, series, x, value]),
      runs: points.map(({ run }) => run),
    }),
    [points, hasTau, metric],
  );
  if (points.length === 0) return null;
  return (
    <Figure
      draw={draw}
      table={table}
      onPick={onPick}
      height={340}
      name={`${axisLabelOf(metric)} against ${hasTau ? "tau" : "beta"}`}
      caption={caption}
    />
  );
};

/** Of the runs of a direction, the predicted rate at each τ. */
const predictedRates = (runs: readonly RunRecord[]): SeriesLaw["points"] => {
  const points = runs.flatMap((run) => {
    const [x, value] = [tauOf(run), finiteValue(run, "theory/rate")];
    return x === undefined || value === undefined ? [] : [{ x, value }];
  });
  const byTau = new Map(points.map((point) => [point.x, point]));
  return [...byTau.values()].sort((a, b) => a.x - b.x);
};

interface OnsetSectionProps {
  readonly study: string;
  readonly families: readonly Family[];
  readonly family: Family | undefined;
  /** The metric that counts active units. */
  readonly active: string;
  /** Such metrics at other thresholds. */
  readonly thresholds: readonly string[];
  readonly onActive: (key: string) => void;
  readonly onFamily: (key: string) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const OnsetSection = (props: OnsetSectionProps) => {
  const { study, families, family, active, thresholds, onActive, onFamily, onPick } = props;
  const runs = family?.runs;
  const lawOf = useCallback(
    (own: readonly RunRecord[]) => {
      const [first] = own.filter((run) => tauOf(run) !== undefined);
      return first === undefined || runs === undefined ? [] : thresholdLaw(first, tauRange(runs));
    },
    [runs],
  );
  const predicted = runs?.filter((run) => tauOf(run) !== undefined).length ?? 0;
  const isLinear = runs?.some((run) => finiteValue(run, "theory/rate") !== undefined) ?? false;
  return (
    <Section
      id="onset"
      title="Onset of collapse against τ"
      height={420}
      reading="Units that are in use, and the rate, against τ = βσ² (β itself for Bernoulli logits), by regulariser. Measured values are estimates on the test set: dots are runs, lines join means over seeds, bars are 95 % intervals. The dashed threshold law is exact for the collapsed state: a unit can leave it while τ is below its eigenvalue over the curvature of the regulariser. It counts active units of linear models; others may use more or fewer."
      controls={
        <div className="row">
          <FamilyChoice families={families} family={family} onFamily={onFamily} />
          {thresholds.length > 0 && (
            <label className="inline">
              active: Var E[z|x] above{" "}
              <select
                value={active === "test/active_units" ? "test/active_units_at/0.01" : active}
                onChange={(event) => onActive(event.target.value)}
              >
                {thresholds.map((key) => (
                  <option key={key} value={key}>
                    {key.split("/").at(-1)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      }
    >
      {family === undefined || runs === undefined ? (
        <Message title="No VAE with a β has finished">
          <p>The figure appears when trials finish.</p>
        </Message>
      ) : (
        <>
          <div className="grid two">
            <OnsetFigure
              metric={active}
              runs={runs}
              lawOf={lawOf}
              lawName="threshold law"
              caption={`${family.name}. Estimate: active units. Exact: the threshold law, by the spectrum of the training data.`}
              onPick={onPick}
            />
            <OnsetFigure
              metric="test/rate"
              runs={runs}
              lawOf={predictedRates}
              lawName="linear optimum"
              caption={
                isLinear
                  ? "Estimate: the rate. Exact for linear models: the rate of the linear optimum at each τ, joined by lines."
                  : "Estimate: the rate. Theory gives no rate for this likelihood, only the onset."
              }
              onPick={onPick}
            />
          </div>
          {predicted === 0 ? (
            <MissingMetrics
              what="a prediction (metrics under theory/)"
              command={theoryCommand(study)}
              unless={uncovered}
            />
          ) : (
            <OnsetTable runs={runs} />
          )}
          {predicted > 0 && predicted < runs.length && (
            <p className="faint">
              {countText(runs.length - predicted, "run has", "runs have")} no prediction and no
              point here. {uncovered}
            </p>
          )}
        </>
      )}
    </Section>
  );
};
