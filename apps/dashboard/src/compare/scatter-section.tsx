import { type Look, metricScatter } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { type AxisOption, axisText, axisValue, defaultAxes } from "../study/axis-values.ts";

/** The axes of the scatter plot. */
export interface ScatterSettings {
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly logX?: boolean | undefined;
  readonly logY?: boolean | undefined;
}

interface AxisChoiceProps {
  readonly name: string;
  readonly options: readonly AxisOption[];
  readonly chosen: AxisOption;
  readonly isLog: boolean;
  readonly onChoose: (key: string) => void;
  readonly onLog: (on: boolean) => void;
}

const AxisChoice = ({ name, options, chosen, isLog, onChoose, onLog }: AxisChoiceProps) => (
  <>
    <label className="inline">
      {name} axis{" "}
      <select value={chosen.key} onChange={(event) => onChoose(event.target.value)}>
        {(["param", "metric", "attribute"] as const).map((kind) => (
          <optgroup
            key={kind}
            label={{ param: "params", metric: "metrics", attribute: "run" }[kind]}
          >
            {options
              .filter((option) => option.kind === kind)
              .map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
    <label className="check">
      <input type="checkbox" checked={isLog} onChange={(event) => onLog(event.target.checked)} />
      log scale of {name}
    </label>
  </>
);

const numberOf = (run: RunRecord, option: AxisOption): number | undefined => {
  const value = axisValue(run, option);
  return typeof value === "number" ? value : undefined;
};

interface ScatterSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly options: readonly AxisOption[];
  readonly settings: ScatterSettings;
  readonly emphasised: ReadonlySet<string>;
  readonly onChange: (settings: ScatterSettings) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const ScatterSection = (props: ScatterSectionProps) => {
  const { runs, looks, settings, emphasised, onChange, onPick } = props;
  const options = useMemo(
    () =>
      props.options.filter(
        (option) =>
          option.kind !== "param" || runs.some((run) => numberOf(run, option) !== undefined),
      ),
    [props.options, runs],
  );
  const [first, second] = useMemo(() => {
    const defaults = defaultAxes(options, runs, { params: 0, metrics: 2 });
    const rate = options.find(({ key }) => key === "test/rate");
    const own = (key: string | undefined, other: AxisOption | undefined) =>
      options.find((option) => option.key === key) ?? other;
    return [
      own(settings.x, rate ?? defaults[0] ?? options[0]),
      own(settings.y, (rate === undefined ? defaults[1] : defaults[0]) ?? options[0]),
    ];
  }, [options, runs, settings.x, settings.y]);
  const { logX = false, logY = false } = settings;
  const points = useMemo(
    () =>
      first === undefined || second === undefined
        ? []
        : runs.flatMap((run) => {
            const [x, y] = [numberOf(run, first), numberOf(run, second)];
            return x === undefined || y === undefined
              ? []
              : [{ run: run.id, label: run.name, x, y }];
          }),
    [runs, first, second],
  );
  const draw = useCallback(
    (ground: Ground) =>
      metricScatter(points, {
        ...{ ...ground, looks, emphasised, logX, logY, height: 420 },
        xLabel: first === undefined ? "" : axisText(first),
        yLabel: second === undefined ? "" : axisText(second),
      }),
    [points, looks, emphasised, logX, logY, first, second],
  );
  const table = useCallback(
    () => ({
      columns: ["run", first?.key ?? "x", second?.key ?? "y"],
      rows: points.map(({ label, x, y }) => [label, x, y]),
      runs: points.map(({ run }) => run),
    }),
    [points, first, second],
  );
  if (first === undefined || second === undefined) return null;
  return (
    <Section
      id="scatter"
      title="Scatter"
      height={520}
      reading="Any two metrics or numeric params, one point per run, in the colours of the list of runs."
      controls={
        <div className="row">
          <AxisChoice
            name="x"
            options={options}
            chosen={first}
            isLog={logX}
            onChoose={(x) => onChange({ x })}
            onLog={(on) => onChange({ logX: on || undefined })}
          />
          <AxisChoice
            name="y"
            options={options}
            chosen={second}
            isLog={logY}
            onChoose={(y) => onChange({ y })}
            onLog={(on) => onChange({ logY: on || undefined })}
          />
        </div>
      }
    >
      <Figure
        draw={draw}
        table={table}
        onPick={onPick}
        height={420}
        maxWidth={1_100}
        name={`${second.label} against ${first.label}`}
      />
    </Section>
  );
};
