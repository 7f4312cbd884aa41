import { xScaleOf } from "@vae-lab/viz";

type Listener = (at: number | undefined) => void;

const listeners = new Set<Listener>();
const svgNamespace = "http://www.w3.org/2000/svg";

/** Shortest drag in pixels that zooms; shorter ones are clicks. */
const shortestDrag = 6;

const element = (name: string, attributes: Record<string, string>): SVGElement => {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

interface XAxisOptions {
  /** A part of the axis was chosen by dragging. */
  readonly onZoom: (domain: readonly [from: number, to: number]) => void;
}

/**
 * Links the horizontal axis of a figure with those of the other linked figures: the pointer's position
 * is a line in all of them, and dragging zooms. Returns a function that ends the link.
 */
export const linkXAxis = (svg: SVGElement, { onZoom }: XAxisOptions): (() => void) => {
  const scale = xScaleOf(svg);
  const box = svg as SVGSVGElement;
  if (scale === undefined) return () => {};
  const [left, right] = scale.range;
  const height = String(box.viewBox.baseVal.height);
  const line = element("line", { class: "x-cursor", y1: "0", y2: height });
  const brush = element("rect", { class: "x-brush", y: "0", height });
  let from: number | undefined;
  let wasDragged = false;

  const xOf = (event: MouseEvent): number => {
    const { left: edge, width } = box.getBoundingClientRect();
    return ((event.clientX - edge) / width) * box.viewBox.baseVal.width;
  };
  const show: Listener = (at) => {
    const x = at === undefined ? undefined : scale.apply(at);
    if (x === undefined || x < left || x > right) line.remove();
    else {
      line.setAttribute("x1", String(x));
      line.setAttribute("x2", String(x));
      box.append(line);
    }
  };
  const say = (at: number | undefined): void => {
    for (const listener of listeners) listener(at);
  };
  const move = (event: PointerEvent): void => {
    const x = xOf(event);
    say(x < left || x > right ? undefined : scale.invert(x));
    if (from === undefined || Math.abs(x - from) < shortestDrag) return;
    const [low, high] = [Math.max(left, Math.min(x, from)), Math.min(right, Math.max(x, from))];
    brush.setAttribute("x", String(low));
    brush.setAttribute("width", String(Math.max(0, high - low)));
    box.append(brush);
  };
  const down = (event: PointerEvent): void => {
    wasDragged = false;
    if (event.button === 0 && event.pointerType !== "touch") from = xOf(event);
  };
  const up = (event: PointerEvent): void => {
    const start = from;
    from = undefined;
    brush.remove();
    if (start === undefined || Math.abs(xOf(event) - start) < shortestDrag) return;
    wasDragged = true;
    const ends = [start, xOf(event)].map((x) => scale.invert(Math.min(right, Math.max(left, x))));
    onZoom([Math.min(...ends), Math.max(...ends)]);
  };
  // The click at the end of a drag opens no run.
  const click = (event: MouseEvent): void => {
    if (wasDragged) event.stopImmediatePropagation();
  };
  const leave = (): void => say(undefined);

  listeners.add(show);
  box.addEventListener("pointermove", move);
  box.addEventListener("pointerdown", down);
  box.addEventListener("pointerleave", leave);
  box.addEventListener("click", click, { capture: true });
  addEventListener("pointerup", up);
  return () => {
    listeners.delete(show);
    removeEventListener("pointerup", up);
  };
};
