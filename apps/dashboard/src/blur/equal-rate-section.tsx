import { mean } from "@vae-lab/statistics";
import { seriesFigure } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Loading } from "../components/message.tsx";
import { MetricChoice } from "../components/metric-choice.tsx";
import { Section } from "../components/section.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { cellsOf } from "../study/cells.ts";
import { directionLooks, directionNames } from "../study/directions.ts";
import { type Family, familyLabels } from "../study/families.ts";
import { finiteValue } from "../study/members.ts";
import { axisLabelOf, metricInfo } from "../study/metric-registry.ts";
import { EqualRateTable } from "./equal-rate-table.tsx";

/** Measures of blur that are comparable between likelihoods. */
const blurMeasure =
  /^test\/(squared_error|(detail|spectrum_slope|high_frequencies|laplacian|edge_width|sharpness)_(reconstruction|mean_code|samples|noisy_samples))$/;
const preferred = ["test/detail_reconstruction", "test/sharpness_reconstruction"];

export const blurMeasures = (metricKeys: readonly string[]): string[] =>
  metricKeys.filter((key) => blurMeasure.test(key)).sort();

/** The measure that the URL asks for, or the first that the study has. */
export const chosenMeasure = (
  measures: readonly string[],
  asked: string | undefined,
): string | undefined =>
  [asked, ...preferred].find((key) => key !== undefined && measures.includes(key)) ?? measures[0];

/** The finished runs of all families, by what distinguishes them besides β and seed. */
const byName = (families: readonly Family[]): Map<string, RunRecord[]> => {
  const labels = familyLabels(families);
  const found = new Map<string, RunRecord[]>();
  for (const { key, runs } of families) {
    const named = directionNames(runs);
    for (const run of runs) {
      const name = families.length > 1 ? `${named(run)}, ${labels.get(key)}` : named(run);
      found.set(name, [...(found.get(name) ?? []), run]);
    }
  }
  return found;
};

const rateOf = (run: RunRecord): number | undefined => finiteValue(run, "test/rate");

/** The middle of the rates that all series reach; undefined if there are none. */
const middleOf = (series: ReadonlyMap<string, readonly RunRecord[]>): number | undefined => {
  const rates = [...series.values()].map((runs) => runs.flatMap((run) => rateOf(run) ?? []));
  const low = Math.max(...rates.map((own) => Math.min(...own)));
  const high = Math.min(...rates.map((own) => Math.max(...own)));
  return low < high && Number.isFinite(high)
    ? Number(((low + high) / 2).toPrecision(2))
    : undefined;
};

interface EqualRateSectionProps {
  readonly study: string;
  readonly families: readonly Family[];
  /** The measures of blur that some run has, and the one that is shown. */
  readonly measures: readonly string[];
  readonly metric: string | undefined;
  /** The measure is not loaded yet. */
  readonly isLoading: boolean;
  readonly rate: number | undefined;
  readonly onChoose: (part: { metric?: string; rate?: number | undefined }) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const EqualRateSection = (props: EqualRateSectionProps) => {
  const { study, families, measures, metric, isLoading, onChoose, onPick } = props;
  const series = useMemo(() => byName(families), [families]);
  const points = useMemo(
    () =>
      metric === undefined
        ? []
        : [...series].flatMap(([name, runs]) =>
            cellsOf(runs).flatMap((cell) => {
              const x = mean(cell.runs.flatMap((run) => rateOf(run) ?? []));
              return cell.runs.flatMap((run) => {
                const value = finiteValue(run, metric);
                return value === undefined
                  ? []
                  : [{ series: name, run: run.id, label: run.name, x, value }];
              });
            }),
          ),
    [series, metric],
  );
  const draw = useCallback(
    (ground: Ground) =>
      seriesFigure(points, {
        ...{ ...ground, height: 400 },
        ...(families.length === 1 && {
          looks: directionLooks(families[0]?.runs ?? [], ground.theme),
        }),
        ...{ xLabel: "rate, nats per example", yLabel: axisLabelOf(metric ?? "") },
      }),
    [points, families, metric],
  );
  const table = useCallback(
    () => ({
      columns: ["run", "series", "rate", metric ?? "value"],
      rows: points.map(({ label, series: name, x, value }) => [label, name, x, value]),
      runs: points.map(({ run }) => run),
    }),
    [points, metric],
  );
  const rate = props.rate ?? middleOf(series);
  return (
    <Section
      id="equal-rate"
      title="Blur at equal rate"
      height={480}
      reading="Blur against rate: at equal β, models of different regularisers or likelihoods say different amounts about the image, so that only points above each other are comparable. Both axes are estimates on test images. Dots are runs at the mean rate of their seeds; bars are 95 % intervals over seeds."
      controls={
        metric !== undefined && (
          <div className="row">
            <MetricChoice
              name="measure"
              options={measures}
              chosen={metric}
              onChoose={(key) => onChoose({ metric: key })}
            />
            <label className="inline">
              compare at a rate of{" "}
              <input
                type="number"
                className="short"
                min="0"
                step="any"
                value={rate ?? ""}
                onChange={(event) => {
                  const value = event.target.valueAsNumber;
                  onChoose({ rate: Number.isFinite(value) ? value : undefined });
                }}
              />{" "}
              nats
            </label>
          </div>
        )
      }
    >
      {isLoading && points.length === 0 ? (
        <Loading what="the measure" />
      ) : metric === undefined || points.length === 0 ? (
        <MissingMetrics
          what="a measure of blur"
          command={measureCommand(study)}
          unless="Only VAEs with a fixed β have a place here."
        />
      ) : (
        <>
          <Figure
            draw={draw}
            table={table}
            onPick={onPick}
            height={400}
            name={`${metricInfo(metric).label} against rate`}
          />
          {rate !== undefined && <EqualRateTable series={series} metric={metric} rate={rate} />}
        </>
      )}
    </Section>
  );
};
