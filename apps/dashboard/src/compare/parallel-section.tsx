import {
  type AxisBrush,
  brushedRecords,
  type Look,
  numberText,
  type ParallelAxis,
  parallelAxis,
  parallelCoordinates,
  placeOn,
  valueAt,
} from "@vae-lab/viz";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { brushAxes } from "../components/axis-brush.ts";
import { setBrushedRuns } from "../components/brushed-runs.ts";
import { Figure, type Ground } from "../components/figure.tsx";
import { MetricPicker } from "../components/metric-picker.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { type AxisOption, axisValue, defaultAxes } from "../study/axis-values.ts";
import { countText } from "../study/count-text.ts";
import { RangeForm } from "./range-form.tsx";

const rangeText = (axis: ParallelAxis, { from, to }: AxisBrush): string => {
  if (axis.kind !== "category")
    return `${numberText(valueAt(axis, from))} to ${numberText(valueAt(axis, to))}`;
  const inside = axis.categories.filter((value) => {
    const place = placeOn(axis, value) ?? -1;
    return place >= from && place <= to;
  });
  return inside.join(", ") || "nothing";
};

const withBrush = (
  brushes: readonly AxisBrush[],
  key: string,
  brush: AxisBrush | undefined,
): AxisBrush[] => [
  ...brushes.filter((other) => other.key !== key),
  ...(brush === undefined ? [] : [brush]),
];

interface ParallelSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly options: readonly AxisOption[];
  /** Keys of the axes from the URL. */
  readonly axes: readonly string[] | undefined;
  readonly brushes: readonly AxisBrush[];
  readonly onAxes: (keys: string[]) => void;
  readonly onBrushes: (brushes: readonly AxisBrush[]) => void;
  readonly onSelect: (ids: readonly string[]) => void;
}

export const ParallelSection = (props: ParallelSectionProps) => {
  const { runs, looks, options, onAxes, onBrushes, onSelect } = props;
  const chosen = useMemo(() => {
    const asked = props.axes?.flatMap((key) => options.find((one) => one.key === key) ?? []);
    return asked ?? defaultAxes(options, runs, { params: 5, metrics: 4 });
  }, [props.axes, options, runs]);
  const records = useMemo(
    () =>
      runs.map((run) => ({
        run: run.id,
        colour: looks.get(run.id)?.colour ?? "#667085",
        values: chosen.map((option) => axisValue(run, option)),
      })),
    [runs, looks, chosen],
  );
  const axes = useMemo(
    () =>
      chosen.map((option, index) =>
        parallelAxis(
          option,
          records.map(({ values }) => values[index]),
        ),
      ),
    [chosen, records],
  );
  const [dragged, setDragged] = useState<readonly AxisBrush[]>();
  const brushes = useDeferredValue(dragged ?? props.brushes);
  const brushed = useMemo(() => brushedRecords(records, axes, brushes), [records, axes, brushes]);
  const isBrushed = brushes.length > 0;
  useEffect(() => {
    setBrushedRuns(isBrushed ? new Set(brushed.map(({ run }) => run)) : undefined);
    return () => setBrushedRuns(undefined);
  }, [isBrushed, brushed]);
  const latest = useRef({ brushes: props.brushes, dragged, onBrushes });
  latest.current = { brushes: props.brushes, dragged, onBrushes };
  const draw = useCallback(
    (ground: Ground) => parallelCoordinates(records, axes, { ...ground, height: 400, brushes }),
    [records, axes, brushes],
  );
  const link = useCallback(
    (svg: SVGElement) =>
      brushAxes(svg, {
        keys: axes.map(({ key }) => key),
        onDrag: (key, brush) => {
          const next = withBrush(latest.current.brushes, key, brush);
          latest.current.dragged = next;
          setDragged(next);
        },
        onEnd: () => {
          const { dragged: last } = latest.current;
          if (last !== undefined) latest.current.onBrushes(last);
          setDragged(undefined);
        },
      }),
    [axes],
  );
  const table = useCallback(
    () => ({
      columns: ["run", ...axes.map(({ key }) => key)],
      rows: records.map(({ run, values }) => [runs.find(({ id }) => id === run)?.name, ...values]),
      runs: records.map(({ run }) => run),
    }),
    [axes, records, runs],
  );
  if (runs.length < 2 || options.length < 2) return null;
  const labels = options.map(({ key, label }) => ({ key, label }));
  return (
    <Section
      id="parallel"
      title="Parallel coordinates"
      height={560}
      reading="One line per run across params and metrics. Drag along an axis to choose a range, click it to remove the range; the runs in all ranges stand out in every figure of the page. Values below an axis are missing or NaN."
      controls={
        <>
          <MetricPicker
            name="Axes"
            options={labels}
            chosen={chosen.map(({ key }) => key)}
            onChange={onAxes}
          />
          <div className="row">
            <span aria-live="polite">
              {isBrushed
                ? `${brushed.length} of ${countText(records.length, "run")} in the ranges`
                : countText(records.length, "run")}
            </span>
            {brushes.map((brush) => {
              const axis = axes.find(({ key }) => key === brush.key);
              return axis === undefined ? null : (
                <button
                  key={brush.key}
                  type="button"
                  title={`Remove the range of ${axis.label}`}
                  onClick={() => onBrushes(withBrush(props.brushes, brush.key, undefined))}
                >
                  {axis.label}: {rangeText(axis, brush)} <span aria-hidden="true">×</span>
                </button>
              );
            })}
            {isBrushed && (
              <button
                type="button"
                disabled={brushed.length === 0}
                onClick={() => onSelect(brushed.map(({ run }) => run))}
              >
                Select {countText(brushed.length, "run")}
              </button>
            )}
          </div>
          <RangeForm
            axes={axes}
            onAdd={(brush) => onBrushes(withBrush(props.brushes, brush.key, brush))}
          />
        </>
      }
    >
      {chosen.length < 2 ? (
        <p className="faint">Choose two axes or more.</p>
      ) : (
        <Figure
          draw={draw}
          table={table}
          onDrawn={link}
          height={400}
          maxWidth={4_000}
          name="parallel coordinates"
        />
      )}
    </Section>
  );
};
