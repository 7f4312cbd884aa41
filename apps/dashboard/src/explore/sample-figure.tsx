import { useEffect, useRef } from "react";
import { drawSamples } from "../components/draw-samples.ts";
import type { OpenedRun } from "./messages.ts";

interface SampleFigureProps {
  readonly run: Pick<OpenedRun, "axes" | "range" | "columns">;
  /** One or several samples, one after another. */
  readonly values: Float32Array | undefined;
  /** Images in a row. */
  readonly columns?: number;
  readonly label: string;
}

const Images = ({ run, values, columns = 1, label }: SampleFigureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null && values !== undefined)
      drawSamples(canvas.current, values, columns, run);
  }, [run, values, columns]);
  return <canvas ref={canvas} className="pixels" role="img" aria-label={label} />;
};

const width = 320;
const height = 120;

/** Vectors as lines over their columns, on the range of the data. */
const Vectors = ({ run, values, label }: SampleFigureProps) => {
  const [length = 1] = run.axes;
  const [low, high] = run.range;
  const x = (column: number) => (length === 1 ? width / 2 : (column / (length - 1)) * width);
  const y = (value: number) => height - ((value - low) / (high - low || 1)) * height;
  const count = (values?.length ?? 0) / length;
  return (
    <svg viewBox={`0 -4 ${width} ${height + 8}`} className="vectors" role="img" aria-label={label}>
      {Array.from({ length: count }, (_, n) => (
        <polyline
          // biome-ignore lint/suspicious/noArrayIndexKey: samples have no other identity
          key={n}
          className={count === 1 || n === 0 ? "" : "faded"}
          points={Array.from({ length }, (_, column) => {
            const value = values?.[n * length + column] ?? Number.NaN;
            return `${x(column).toFixed(1)},${y(value).toFixed(1)}`;
          }).join(" ")}
        >
          <title>
            {Array.from(
              { length: Math.min(length, 12) },
              (_, column) =>
                `${run.columns?.[column] ?? column + 1}: ${values?.[n * length + column]?.toPrecision(3)}`,
            ).join("\n")}
          </title>
        </polyline>
      ))}
    </svg>
  );
};

/** Samples: images as pixels, vectors as lines over their columns. */
export const SampleFigure = (props: SampleFigureProps) =>
  props.run.axes.length === 3 ? <Images {...props} /> : <Vectors {...props} />;
