import { polygonContains } from "d3-polygon";
import { quadtree } from "d3-quadtree";
import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTheme } from "../components/theme.tsx";
import { drawMap, pixelOf, placeOf, type View } from "./draw-map.ts";
import type { OpenedRun } from "./messages.ts";
import { type Colouring, pointColours } from "./point-colours.ts";
import type { Projection } from "./projection.ts";
import type { Interpolation } from "./use-interpolation.ts";

type Place = readonly [number, number];

interface CodeMapProps {
  readonly title: string;
  readonly run: OpenedRun;
  readonly projection: Projection;
  readonly colouring: Colouring;
  /** The code that is decoded. */
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly picked: number | undefined;
  readonly onPick: (index: number | undefined) => void;
  readonly onHover?: (index: number | undefined) => void;
  /** Codes between the picked samples. */
  readonly paths?: Interpolation | undefined;
  readonly selected?: ReadonlySet<number> | undefined;
  /** Without it nothing can be selected. */
  readonly onSelect?: (indices: ReadonlySet<number> | undefined) => void;
  /** A normal distribution to draw beside those of samples. */
  readonly cloud?: { readonly mean: ArrayLike<number>; readonly sds: ArrayLike<number> };
  /** What the map shows, in words. Default: in terms of the field. */
  readonly caption?: ReactNode;
}

/** Canvas pixels along each side; CSS scales it. */
const size = 720;

/** An ellipse of a normal's standard deviation from its covariance xx, xy, yy. */
const ellipseOf = ([xx, xy, yy]: readonly [number, number, number]) => {
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  return {
    rx: Math.sqrt(middle + spread),
    ry: Math.sqrt(Math.max(0, middle - spread)),
    angle: Math.atan2(middle + spread - xx, xy || 1e-12),
  };
};

/** Places as the `points` of an SVG polyline. */
const pointsOf = (
  codes: Float32Array,
  { latentSize: K }: OpenedRun,
  pixelAt: (code: Float32Array) => readonly [number, number],
): string =>
  Array.from({ length: codes.length / K }, (_, i) =>
    pixelAt(codes.subarray(i * K, (i + 1) * K)).join(),
  ).join(" ");

/**
 * The codes of a run in a plane. Drag to decode; Shift-drag selects, Ctrl-drag moves the view; arrow keys
 * move the decoded code, with Ctrl the view.
 */
export const CodeMap = (props: CodeMapProps) => {
  const { title, run, projection, colouring, place, picked, selected, cloud, caption } = props;
  const { theme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<number>();
  const [lasso, setLasso] = useState<[number, number][]>();
  const places = useMemo(() => {
    const x = new Float32Array(run.count);
    const y = new Float32Array(run.count);
    for (let n = 0; n < run.count; n++)
      [x[n], y[n]] = projection.place(
        run.means.subarray(n * run.latentSize, (n + 1) * run.latentSize),
      );
    const sizes = Float32Array.from({ length: run.count }, (_, n) =>
      Math.max(Math.abs(x[n] ?? 0), Math.abs(y[n] ?? 0)),
    ).sort();
    const half = Math.max(3.5, 1.1 * (sizes[Math.floor(0.998 * (run.count - 1))] ?? 0));
    return { x, y, half };
  }, [run, projection]);
  const whole: View = { x: 0, y: 0, half: places.half };
  const [zoomed, setZoomed] = useState<View>();
  const view = zoomed ?? whole;
  const tree = useMemo(
    () =>
      quadtree<number>(
        Array.from(places.x, (_, n) => n),
        (n) => places.x[n] ?? 0,
        (n) => places.y[n] ?? 0,
      ),
    [places],
  );
  const { colours, ends } = useMemo(
    () => pointColours(run, colouring, places, theme),
    [run, colouring, places, theme],
  );
  const origin = useMemo(
    () => projection.place(new Float32Array(run.latentSize)),
    [projection, run.latentSize],
  );
  useEffect(() => {
    if (canvas.current === null) return;
    const isShown = (index: number) => selected === undefined || selected.has(index);
    const { x, y } = places;
    drawMap(canvas.current, {
      ...{ view: { x: view.x, y: view.y, half: view.half }, x, y, colours, origin, theme, isShown },
      labels: projection.labels,
    });
  }, [places, colours, origin, theme, selected, view.x, view.y, view.half, projection]);

  const placeAt = (event: PointerEvent | WheelEvent): [number, number] => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined) return [0, 0];
    const scale = size / box.width;
    return placeOf(view, size, [
      (event.clientX - box.left) * scale,
      (event.clientY - box.top) * scale,
    ]);
  };
  const zoom = (factor: number, [x, y]: Place = [view.x, view.y]) => {
    const half = Math.min(8 * places.half, Math.max(places.half / 200, view.half * factor));
    const kept = half / view.half;
    setZoomed({ x: x + (view.x - x) * kept, y: y + (view.y - y) * kept, half });
  };
  // React listens to wheels passively, where the page's own scrolling cannot be prevented
  const zoomNow = useRef(zoom);
  zoomNow.current = zoom;
  const placeNow = useRef(placeAt);
  placeNow.current = placeAt;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomNow.current(event.deltaY > 0 ? 1.15 : 1 / 1.15, placeNow.current(event));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  const nearest = ([x, y]: Place): number | undefined =>
    tree.find(x, y, (9 * 2 * view.half) / size);
  const hover = (index: number | undefined) => {
    if (index === hovered) return;
    setHovered(index);
    props.onHover?.(index);
  };
  const isDragging = useRef(false);
  /** The place that stays under the pointer while the view moves. */
  const held = useRef<Place>(undefined);
  const moveView = (x: number, y: number) =>
    setZoomed({ x: view.x + x, y: view.y + y, half: view.half });
  const onDown = (event: PointerEvent) => {
    (event.target as Element).setPointerCapture(event.pointerId);
    const at = placeAt(event);
    if (event.shiftKey && props.onSelect) setLasso([at]);
    else if (event.ctrlKey || event.metaKey) held.current = at;
    else {
      isDragging.current = true;
      props.onPlace(at);
    }
  };
  const onMove = (event: PointerEvent) => {
    const at = placeAt(event);
    if (lasso !== undefined) setLasso([...lasso, at]);
    else if (held.current !== undefined) moveView(held.current[0] - at[0], held.current[1] - at[1]);
    else if (isDragging.current) props.onPlace(at);
    else hover(nearest(at));
  };
  const onUp = (event: PointerEvent) => {
    if (lasso !== undefined) {
      const inside = new Set<number>();
      if (lasso.length > 2)
        for (const [n, x] of places.x.entries())
          if (polygonContains(lasso, [x, places.y[n] ?? 0])) inside.add(n);
      props.onSelect?.(inside.size > 0 ? inside : undefined);
      setLasso(undefined);
    } else if (isDragging.current) props.onPick(nearest(placeAt(event)));
    isDragging.current = false;
    held.current = undefined;
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = view.half / (event.shiftKey ? 8 : 40);
    const moves: Readonly<Record<string, Place>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) moveView(...move);
      else props.onPlace([place[0] + move[0], place[1] + move[1]]);
    } else if (event.key === "Enter") {
      props.onPick(tree.find(place[0], place[1]));
    } else if (event.key === "Escape") {
      props.onSelect?.(undefined);
      props.onPick(undefined);
    }
  };

  const { at, unit } = pixelOf(view, size);
  const shapeOf = (sds: ArrayLike<number> | undefined) =>
    sds === undefined ? { rx: 0, ry: 0, angle: 0 } : ellipseOf(projection.covariance(sds));
  const ellipses = [...new Set([picked, hovered])].flatMap((index) => {
    if (index === undefined || index >= run.count) return [];
    const [cx, cy] = at(places.x[index] ?? 0, places.y[index] ?? 0);
    const sds = run.sds?.subarray(index * run.latentSize, (index + 1) * run.latentSize);
    return [{ key: String(index), cx, cy, className: "posterior", ...shapeOf(sds) }];
  });
  if (cloud !== undefined) {
    const [cx, cy] = at(...projection.place(cloud.mean));
    ellipses.push({ key: "cloud", cx, cy, className: "cloud", ...shapeOf(cloud.sds) });
  }
  const [crossX, crossY] = at(place[0], place[1]);
  return (
    <figure className="code-map">
      <div
        className="plane"
        role="application"
        aria-label={`${title}: codes of ${run.count} samples in the plane of ${projection.labels.join(" and ")}. Arrow keys move the decoded code, now at ${place.map((v) => v.toFixed(2)).join(", ")}; Enter picks the nearest sample.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the code
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerLeave={() => hover(undefined)}
        onPointerCancel={() => {
          isDragging.current = false;
          held.current = undefined;
          setLasso(undefined);
        }}
      >
        <canvas ref={canvas} width={size} height={size} />
        <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
          {ellipses.map(({ key, cx, cy, rx, ry, angle, className }) => (
            <g key={key} transform={`translate(${cx} ${cy})`}>
              <circle r={5} className="picked-dot" />
              <ellipse
                rx={rx * unit}
                ry={ry * unit}
                transform={`rotate(${(-angle * 180) / Math.PI})`}
                className={className}
              />
            </g>
          ))}
          {[props.paths?.line, props.paths?.aggregate].map(
            (codes, i) =>
              codes !== undefined && (
                <polyline
                  key={i === 0 ? "straight" : "aggregate"}
                  className={i === 0 ? "path" : "path aggregate"}
                  points={pointsOf(codes, run, (code) => at(...projection.place(code)))}
                />
              ),
          )}
          <path className="cross" d={`M${crossX - 9} ${crossY}h18M${crossX} ${crossY - 9}v18`} />
          {lasso !== undefined && (
            <polygon className="lasso" points={lasso.map(([x, y]) => at(x, y).join()).join(" ")} />
          )}
        </svg>
      </div>
      <figcaption>
        <span>
          {caption ??
            `E[z|x] of ${run.count.toLocaleString("en")} samples; circles: the prior’s radii 1, 2 and 3`}
          {ends !== undefined &&
            `; colour from ${ends.map((end) => end.toPrecision(3).replace("-", "−")).join(" (dark) to ")} (bright)`}
        </span>
        <span className="zoom">
          <button
            type="button"
            className="icon small"
            aria-label="Zoom in"
            onClick={() => zoom(1 / 1.5)}
          >
            +
          </button>
          <button
            type="button"
            className="icon small"
            aria-label="Zoom out"
            onClick={() => zoom(1.5)}
          >
            −
          </button>
          <button type="button" className="link" onClick={() => setZoomed(undefined)}>
            whole
          </button>
        </span>
      </figcaption>
    </figure>
  );
};
