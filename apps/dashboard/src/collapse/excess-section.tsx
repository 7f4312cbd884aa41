import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { StudyReport } from "@vae-lab/experiments/studies";
import { meanInterval } from "@vae-lab/statistics";
import { type IntervalRow, intervalsFigure, numberText } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { publishedReport } from "../findings/published-reports.ts";
import { MissingMetrics, theoryCommand } from "../groups/missing-metrics.tsx";
import type { Group } from "../study/groups.ts";
import { finiteValue } from "../study/members.ts";

interface ExcessRow {
  readonly label: string;
  readonly predicted: number;
  readonly observed: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly n: number;
  /** ELBO that refining q gains, in nats; absent where it was not measured. */
  readonly lag?: number;
}

const mean = (values: readonly number[]): number => meanInterval(values).mean;

/** Predicted minus observed active units, by group. */
const rowsOf = (groups: readonly Group[]): ExcessRow[] =>
  groups.flatMap(({ name, runs }) => {
    const pairs = runs.flatMap((run) => {
      const predicted = finiteValue(run, "theory/active_units");
      const observed = finiteValue(run, "test/active_units");
      return predicted === undefined || observed === undefined ? [] : [{ predicted, observed }];
    });
    if (pairs.length === 0) return [];
    const excess = meanInterval(pairs.map(({ predicted, observed }) => predicted - observed));
    const lags = runs.flatMap((run) => finiteValue(run, "test/inference_lag") ?? []);
    return [
      {
        label: name,
        predicted: mean(pairs.map(({ predicted }) => predicted)),
        observed: mean(pairs.map(({ observed }) => observed)),
        value: excess.mean,
        ...(excess.interval && { low: excess.interval[0], high: excess.interval[1] }),
        n: excess.n,
        ...(lags.length > 0 && { lag: mean(lags) }),
      },
    ];
  });

const short = (value: number): string => numberText(Number(value.toPrecision(3)));

/** Each quantity that a study's claims rest on, with its 95 % interval. */
const measuredIn = (report: StudyReport | null | undefined): IntervalRow[] => {
  const rows = new Map<string, IntervalRow>();
  for (const { quantity, value, usualInterval } of report?.findings.flatMap(
    ({ measurements }) => measurements,
  ) ?? []) {
    const label = quantity.replace(/, one value per seed$/, "");
    const [low, high] = usualInterval ?? [];
    rows.set(label, {
      ...{ label, value },
      ...(low !== undefined && high !== undefined && { low, high }),
    });
  }
  return [...rows.values()];
};

/** What the study of excess collapse measured, which retrains models in parts. */
const Attribution = () => {
  const { data: report } = useQuery({
    queryKey: ["published report", "excess-collapse"],
    queryFn: () => publishedReport("excess-collapse"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = useMemo(() => measuredIn(report), [report]);
  const draw = useCallback(
    (ground: Ground) => intervalsFigure(rows, { ...ground, xLabel: "active units per model" }),
    [rows],
  );
  const table = useCallback(
    () => ({
      columns: ["quantity", "value", "low", "high"],
      rows: rows.map(({ label, value, low, high }) => [label, value, low, high]),
    }),
    [rows],
  );
  if (rows.length === 0) return null;
  return (
    <>
      <h3>What causes excess collapse</h3>
      <p className="faint">
        To attribute it, models must be refined and trained again in parts. The study{" "}
        <Link to="/study/$study" params={{ study: "excess-collapse" }} search={{}}>
          excess-collapse
        </Link>{" "}
        did so with linear VAEs trained by the score function, not with the runs above.
      </p>
      <Figure
        draw={draw}
        table={table}
        height={80 + 24 * rows.length}
        name="excess collapse attributed"
        caption="Estimates over seeds with 95 % intervals, of the published report."
      />
    </>
  );
};

interface ExcessSectionProps {
  readonly study: string;
  readonly groups: readonly Group[];
}

export const ExcessSection = ({ study, groups }: ExcessSectionProps) => {
  const rows = useMemo(() => rowsOf(groups), [groups]);
  const draw = useCallback(
    (ground: Ground) =>
      intervalsFigure(rows, { ...ground, xLabel: "predicted minus observed active units" }),
    [rows],
  );
  const table = useCallback(
    () => ({
      columns: ["group", "predicted", "observed", "excess", "low", "high", "n", "inference lag"],
      rows: rows.map((row) => [
        ...[row.label, row.predicted, row.observed, row.value, row.low, row.high, row.n, row.lag],
      ]),
    }),
    [rows],
  );
  const lags = rows.filter(({ lag }) => lag !== undefined);
  return (
    <Section
      id="excess"
      title="Excess collapse"
      height={280}
      reading="Active units of the linear optimum minus those that were found: positive where a model collapsed more than theory predicts, negative where it uses more units. The prediction is exact for linear models and a reference for others; the count is an estimate at the threshold 0.01. Bars are 95 % intervals over seeds."
    >
      {rows.length === 0 ? (
        <MissingMetrics
          what="a prediction of its active units"
          command={theoryCommand(study)}
          unless="Theory predicts active units for Gaussian likelihoods. For Bernoulli logits it gives the onset alone."
        />
      ) : (
        <Figure
          draw={draw}
          table={table}
          height={80 + 24 * rows.length}
          name="excess collapse by group"
          caption={
            lags.length === 0
              ? "No group has its inference lag measured (--measure collapse)."
              : `ELBO that refining q of each image gains, a lower estimate of what the encoder costs: ${lags.map(({ label, lag = 0 }) => `${label}: ${short(lag)} nats`).join("; ")}.`
          }
        />
      )}
      <Attribution />
    </Section>
  );
};
