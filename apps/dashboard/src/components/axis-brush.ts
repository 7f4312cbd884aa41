import type { AxisBrush } from "@vae-lab/viz";

/** Pixels from an axis within which a drag starts a range of it. */
const reach = 40;
const shortestDrag = 4;

interface AxisBrushOptions {
  readonly keys: readonly string[];
  /** The range while it is dragged; undefined for a click, which removes it. */
  readonly onDrag: (key: string, brush: AxisBrush | undefined) => void;
  readonly onEnd: () => void;
}

type Scaled = SVGElement & {
  scale?: (
    name: string,
  ) => { apply: (value: number) => number; invert?: (pixel: number) => number } | undefined;
};

/** Lets the user drag ranges of the axes of parallel coordinates. Returns a function that ends it. */
export const brushAxes = (svg: Scaled, options: AxisBrushOptions): (() => void) => {
  const { keys, onDrag, onEnd } = options;
  const [x, y] = [svg.scale?.("x"), svg.scale?.("y")];
  const invert = y?.invert;
  if (x === undefined || invert === undefined) return () => {};
  const box = svg as SVGSVGElement;
  const at = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width } = box.getBoundingClientRect();
    const share = box.viewBox.baseVal.width / width;
    return [(event.clientX - left) * share, (event.clientY - top) * share];
  };
  const placeOf = (pixel: number): number => Math.min(1, Math.max(0, invert(pixel)));
  let ended = () => {};
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const [pixel, start] = at(event);
    const distances = keys.map((key, index) => ({ key, far: Math.abs(x.apply(index) - pixel) }));
    const nearest = distances.reduce((a, b) => (b.far < a.far ? b : a));
    if (nearest.far > reach) return;
    event.preventDefault();
    const { key } = nearest;
    // The figure is drawn anew during the drag: its size stays, its elements do not.
    const { top, width } = box.getBoundingClientRect();
    const share = box.viewBox.baseVal.width / width;
    const heightOf = (moved: PointerEvent): number => (moved.clientY - top) * share;
    const range = (moved: PointerEvent): AxisBrush | undefined => {
      const end = heightOf(moved);
      if (Math.abs(end - start) < shortestDrag) return undefined;
      const places = [placeOf(start), placeOf(end)];
      return { key, from: Math.min(...places), to: Math.max(...places) };
    };
    const move = (moved: PointerEvent): void => onDrag(key, range(moved));
    const up = (moved: PointerEvent): void => {
      ended();
      onDrag(key, range(moved));
      onEnd();
    };
    ended = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
  };
  box.addEventListener("pointerdown", down);
  return () => box.removeEventListener("pointerdown", down);
};
