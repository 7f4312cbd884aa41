import { numberText, shares, sharesHeight } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { MetricChoice } from "../components/metric-choice.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import {
  comparableRuns,
  enoughRuns,
  type Importance,
  importances,
  importanceVerdict,
} from "../study/importance.ts";
import { metricInfo } from "../study/metric-registry.ts";
import { paramLabel } from "../study/params.ts";

const shareText = (share: number): string => numberText(Number(share.toFixed(3)));

const intervalText = ({ interval: [low, high] }: Importance): string =>
  `${shareText(low)} to ${shareText(high)}`;

const ImportanceTable = ({ rows }: { rows: readonly Importance[] }) => (
  <ScrollBox className="wide" label="Table of the importance of params">
    <table className="pairs-table">
      <thead>
        <tr>
          <th scope="col">param</th>
          <th scope="col">values</th>
          <th scope="col">share</th>
          <th scope="col">95 % interval</th>
          <th scope="col">by chance below</th>
          <th scope="col">result</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" title={row.key}>
              {paramLabel(row.key)}
            </th>
            <td>{row.levels}</td>
            <td>{shareText(row.share)}</td>
            <td>{intervalText(row)}</td>
            <td>{shareText(row.chance)}</td>
            <td className="text">{importanceVerdict(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollBox>
);

interface ImportancesProps {
  readonly runs: readonly RunRecord[];
  readonly metric: string;
}

const Importances = ({ runs, metric }: ImportancesProps) => {
  const rows = useMemo(() => importances(runs, metric), [runs, metric]);
  const count = useMemo(() => comparableRuns(runs, metric).length, [runs, metric]);
  const { label } = metricInfo(metric);
  const height = sharesHeight(rows.length);
  const draw = useCallback(
    (ground: Ground) =>
      shares(
        rows.map((row) => ({ ...row, label: paramLabel(row.key) })),
        { ...ground, height, xLabel: `share of the variance of the ranks of ${label}` },
      ),
    [rows, height, label],
  );
  const table = useCallback(
    () => ({
      columns: ["param", "values", "share", "low", "high", "chance"],
      rows: rows.map((row) => [row.key, row.levels, row.share, ...row.interval, row.chance]),
    }),
    [rows],
  );
  if (rows.length === 0)
    return (
      <Message title="The importance of params cannot be estimated">
        <p>
          {count < enoughRuns
            ? `It takes ${enoughRuns} finished runs with this metric; there are ${count}.`
            : "The runs differ in no param that several of them share."}
        </p>
      </Message>
    );
  return (
    <>
      <Figure
        draw={draw}
        table={table}
        height={height}
        maxWidth={1_100}
        name={`importance for ${label}`}
      />
      <ImportanceTable rows={rows} />
      <p className="faint">From {countText(count, "finished run")} with comparable values.</p>
    </>
  );
};

interface ImportanceSectionProps {
  readonly runs: readonly RunRecord[];
  readonly metrics: readonly string[];
  /** The metric of the URL. */
  readonly asked: string | undefined;
  readonly onMetric: (metric: string) => void;
}

/** How much of the differences between runs each param explains by itself. */
export const ImportanceSection = ({ runs, metrics, asked, onMetric }: ImportanceSectionProps) => {
  const metric = metrics.find((key) => key === asked) ?? metrics[0];
  if (metric === undefined) return null;
  return (
    <Section
      id="importance"
      title="Importance of params"
      height={360}
      reading="The share of the variance between runs that a param explains by itself: one-way analysis of variance of the metric's ranks (ε², corrected for the number of values; numbers with more than eight values in five groups). Interval: bootstrap over runs. “By chance below”: what a param without effect stays below with probability 95 %, over all params together, from shuffled runs; a share below it is not decided. What params explain only together is not shown, and params that vary together share their credit."
      controls={
        <MetricChoice name="metric" options={metrics} chosen={metric} onChoose={onMetric} />
      }
    >
      <Importances runs={runs} metric={metric} />
    </Section>
  );
};
