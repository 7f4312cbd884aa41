import { differences, differencesHeight, numberText } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { MetricChoice } from "../components/metric-choice.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import { axisLabelOf, metricInfo } from "../study/metric-registry.ts";
import {
  allPairs,
  differenceOf,
  type PairDifference,
  type PairQuestion,
  pairAxes,
  pairGroups,
  validQuestion,
} from "../study/pairs.ts";
import { paramText } from "../study/param-text.ts";
import { paramLabel } from "../study/params.ts";

const maxGroups = 40;

const intervalText = ({ interval }: Pick<PairDifference, "interval">): string =>
  interval === undefined ? "—" : `${numberText(interval[0])} to ${numberText(interval[1])}`;

interface PairTableProps {
  /** Of the groups, and of all pairs if there are several groups. */
  readonly rows: readonly PairDifference[];
  readonly question: PairQuestion;
  readonly metric: string;
}

/** What the interval of a difference says: which value is better, if the metric has better values. */
const verdictOf = (
  { interval, n, mean }: PairDifference,
  { question, metric }: Omit<PairTableProps, "rows">,
): string => {
  if (n === 0) return "no pair has the metric";
  if (interval === undefined) return "no interval: fewer than three pairs";
  if (interval[0] <= 0 && interval[1] >= 0) return "not decided: the interval contains 0";
  const { better } = metricInfo(metric);
  const isFirst = better === "smaller" ? mean < 0 : mean > 0;
  const value = paramText(question.axis, isFirst ? question.first : question.second);
  return `${value} is ${better === undefined ? "larger" : "better"}`;
};

const PairTable = ({ rows, question, metric }: PairTableProps) => (
  <ScrollBox className="wide" label="Table of paired differences">
    <table className="pairs-table">
      <thead>
        <tr>
          <th scope="col">all else equal</th>
          <th scope="col">n</th>
          <th scope="col">{paramText(question.axis, question.first)}</th>
          <th scope="col">{paramText(question.axis, question.second)}</th>
          <th scope="col">difference</th>
          <th scope="col">95 % interval</th>
          <th scope="col">result</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.group.label}>
            <th scope="row">{row.group.label}</th>
            <td>{row.n}</td>
            <td>{numberText(row.firstMean)}</td>
            <td>{numberText(row.secondMean)}</td>
            <td>{numberText(row.mean)}</td>
            <td>{intervalText(row)}</td>
            <td className="text">{verdictOf(row, { question, metric })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollBox>
);

const runsOf = ({ group }: PairDifference): string =>
  group.pairs.flatMap(({ first, second }) => [first.id, second.id]).join(" ");

interface PairsFigureProps extends PairTableProps {
  readonly total: PairDifference | undefined;
  readonly onPick: (run: string, adds: boolean) => void;
}

const PairsFigure = ({ rows, total, question, metric, onPick }: PairsFigureProps) => {
  const shown = useMemo(() => rows.filter(({ n }) => n > 0), [rows]);
  const [first, second] = [question.first, question.second].map((value) =>
    paramText(question.axis, value),
  );
  const xLabel = `${axisLabelOf(metric)}: ${first} minus ${second}`;
  const height = differencesHeight(shown.length);
  const draw = useCallback(
    (ground: Ground) =>
      differences(
        shown.map((row) => ({
          ...{ run: runsOf(row), label: row.group.label, mean: row.mean, n: row.n },
          ...(row.interval !== undefined && { interval: row.interval }),
          isTotal: row === total,
        })),
        { ...ground, height, xLabel },
      ),
    [shown, total, height, xLabel],
  );
  const table = useCallback(
    () => ({
      columns: ["all else equal", "n", "first", "second", "difference", "low", "high"],
      rows: rows.map((row) => [
        ...[row.group.label, row.n, row.firstMean, row.secondMean, row.mean],
        ...(row.interval ?? [undefined, undefined]),
      ]),
    }),
    [rows],
  );
  return (
    <Figure
      draw={draw}
      table={table}
      onPick={onPick}
      height={height}
      maxWidth={1_100}
      name={`paired differences of ${metricInfo(metric).label}`}
    />
  );
};

interface PairsSectionProps {
  readonly runs: readonly RunRecord[];
  readonly study: string;
  readonly metrics: readonly string[];
  /** The question of the URL; invalid parts are ignored. */
  readonly asked: Parameters<typeof validQuestion>[1] & { readonly metric?: string | undefined };
  readonly onAsk: (asked: PairQuestion & { readonly metric: string }) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

/** Differences between two values of one param, all else and the seed equal. */
export const PairsSection = (props: PairsSectionProps) => {
  const { runs, metrics, asked, onAsk, onPick } = props;
  const axes = useMemo(() => pairAxes(runs), [runs]);
  const question = useMemo(() => validQuestion(axes, asked), [axes, asked]);
  const metric = metrics.find((key) => key === asked.metric) ?? metrics[0];
  const groups = useMemo(
    () => (question === undefined ? [] : pairGroups(runs, question)),
    [runs, question],
  );
  const { own, total } = useMemo(() => {
    if (metric === undefined) return { own: [], total: undefined };
    return {
      own: groups.slice(0, maxGroups).map((group) => differenceOf(group, metric)),
      total: groups.length > 1 ? differenceOf(allPairs(groups), metric) : undefined,
    };
  }, [groups, metric]);
  const rows = useMemo(() => (total === undefined ? own : [...own, total]), [own, total]);
  if (question === undefined || metric === undefined) return null;
  const values = axes.find(({ key }) => key === question.axis)?.values ?? [];
  const ask = (part: Partial<PairQuestion> & { metric?: string }) =>
    onAsk({ ...question, metric, ...part });
  const askAxis = (axis: string) => {
    const valid = validQuestion(axes, { axis });
    if (valid !== undefined) onAsk({ ...valid, metric });
  };
  const repeats = Math.max(0, ...own.map(({ n }) => n));
  const choice = (name: string, value: string, other: string, onChoose: (next: string) => void) => (
    <label className="inline">
      {name}{" "}
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {values.map((one) => (
          <option key={one} value={one} disabled={one === other}>
            {paramText(question.axis, one)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Section
      id="pairs"
      title="Paired differences"
      height={420}
      reading="Two values of one param, with all else and the seed equal: the mean of the differences over seeds and its 95 % interval (Student's t, from three pairs). A filled point has an interval without 0. Each interval is for its own line: among many lines some exclude 0 by chance."
      controls={
        <div className="row">
          <MetricChoice
            name="metric"
            options={metrics}
            chosen={metric}
            onChoose={(key) => ask({ metric: key })}
          />
          <label className="inline">
            param{" "}
            <select value={question.axis} onChange={(event) => askAxis(event.target.value)}>
              {axes.map(({ key }) => (
                <option key={key} value={key}>
                  {paramLabel(key)}
                </option>
              ))}
            </select>
          </label>
          {choice("first", question.first, question.second, (first) => ask({ first }))}
          {choice("second", question.second, question.first, (second) => ask({ second }))}
          <button
            type="button"
            onClick={() => ask({ first: question.second, second: question.first })}
          >
            Swap
          </button>
        </div>
      }
    >
      {groups.length === 0 ? (
        <Message title="No two finished runs differ in this param alone">
          <p>Choose another param or other values.</p>
        </Message>
      ) : (
        <>
          {total !== undefined && (
            <p className="overall">
              Over {countText(total.n, "pair")} the mean difference is {numberText(total.mean)}, 95
              % interval {intervalText(total)}: <b>{verdictOf(total, { question, metric })}</b>
            </p>
          )}
          <PairsFigure
            rows={rows}
            total={total}
            question={question}
            metric={metric}
            onPick={onPick}
          />
          <PairTable rows={rows} question={question} metric={metric} />
          {groups.length > maxGroups && (
            <p className="faint">
              The first {maxGroups} of {countText(groups.length, "setting")}.
            </p>
          )}
          {repeats < 3 && (
            <p className="faint">
              No setting has three pairs: for intervals, run the study with three seeds or more,
              such as <code>npm run vae-lab -- sweep {props.study} --seeds 3</code>
            </p>
          )}
        </>
      )}
    </Section>
  );
};
