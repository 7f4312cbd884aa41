import { inkOf } from "@vae-lab/viz";
import { useEffect, useRef } from "react";
import { useTheme } from "../components/theme.tsx";
import type { FitProblem } from "./fit-problem.ts";

interface FitFigureProps {
  readonly problem: FitProblem;
  readonly point: readonly number[];
  /** The best fit, if it is known. */
  readonly best: readonly number[] | undefined;
}

const [width, height] = [640, 300];
const lineRange = 9;

const density = (x: number, [mean = 0, logSd = 0]: readonly number[]): number =>
  Math.exp(-0.5 * ((x - mean) / Math.exp(logSd)) ** 2 - logSd) / Math.sqrt(2 * Math.PI);

/** Densities on the line: the target filled, q as a line, the best fit dashed. */
const LineFigure = ({ problem: { target }, point, best }: FitFigureProps) => {
  const shown = target.places.flatMap(([x = 0], i) =>
    Math.abs(x) <= lineRange ? [{ x, p: Math.exp(target.logP[i] ?? -Infinity) }] : [],
  );
  const top = 1.15 * Math.max(0.42, ...shown.map(({ p }) => p));
  const at = (x: number, y: number) =>
    `${(((x + lineRange) / (2 * lineRange)) * width).toFixed(1)},${(height * (1 - Math.min(1, y / top))).toFixed(1)}`;
  const lineOf = (parameters: readonly number[]) =>
    shown.map(({ x }) => at(x, density(x, parameters))).join(" ");
  const [first, last] = [shown[0]?.x ?? 0, shown.at(-1)?.x ?? 0];
  return (
    <svg
      viewBox={`0 0 ${width} ${height + 22}`}
      className="fit-figure"
      role="img"
      aria-label="Densities of p, of q, and of the best q"
    >
      <polygon
        className="target"
        points={`${at(first, 0)} ${shown.map(({ x, p }) => at(x, p)).join(" ")} ${at(last, 0)}`}
      />
      {best !== undefined && <polyline className="best" points={lineOf(best)} />}
      <polyline className="own" points={lineOf(point)} />
      {[-8, -6, -4, -2, 0, 2, 4, 6, 8].map((x) => (
        <text key={x} x={((x + lineRange) / (2 * lineRange)) * width} y={height + 16}>
          {String(x).replace("-", "−")}
        </text>
      ))}
    </svg>
  );
};

const planeRange = 8;
const planeSize = 420;

const Ellipses = ({
  parameters,
  className,
}: {
  parameters: readonly number[];
  className: string;
}) => {
  const [x = 0, y = 0, logX = 0, logY = 0] = parameters;
  const unit = planeSize / (2 * planeRange);
  return [1, 2].map((radius) => (
    <ellipse
      key={radius}
      className={className}
      cx={planeSize / 2 + x * unit}
      cy={planeSize / 2 - y * unit}
      rx={radius * Math.exp(logX) * unit}
      ry={radius * Math.exp(logY) * unit}
    />
  ));
};

/** The target as a shade on the plane; ellipses of one and two standard deviations of q and of the best fit. */
const PlaneFigure = ({ problem: { target }, point, best }: FitFigureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { theme } = useTheme();
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.fillStyle = inkOf(theme).surface;
    context.fillRect(0, 0, planeSize, planeSize);
    const most = Math.max(...target.logP);
    const unit = planeSize / (2 * planeRange);
    const side = Math.sqrt(target.weight) * unit;
    context.fillStyle = inkOf(theme).text;
    for (const [i, [x = 0, y = 0]] of target.places.entries()) {
      if (Math.abs(x) > planeRange || Math.abs(y) > planeRange) continue;
      context.globalAlpha = 0.6 * Math.exp((target.logP[i] ?? -Infinity) - most);
      const [left, upper] = [planeSize / 2 + x * unit, planeSize / 2 - y * unit];
      context.fillRect(left - side / 2, upper - side / 2, side + 0.5, side + 0.5);
    }
    context.globalAlpha = 1;
  }, [target, theme]);
  return (
    <div className="fit-plane">
      <canvas ref={canvas} width={planeSize} height={planeSize} />
      <svg
        viewBox={`0 0 ${planeSize} ${planeSize}`}
        role="img"
        aria-label="The target on the plane, and ellipses of q and of the best q"
      >
        {best !== undefined && <Ellipses parameters={best} className="best" />}
        <Ellipses parameters={point} className="own" />
      </svg>
    </div>
  );
};

export const FitFigure = (props: FitFigureProps) =>
  props.problem.dimensions === 1 ? <LineFigure {...props} /> : <PlaneFigure {...props} />;
