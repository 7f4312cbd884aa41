import { inkOf, type Theme } from "@vae-lab/viz";

/** The part of the plane that the map shows: a square. */
export interface View {
  readonly x: number;
  readonly y: number;
  /** Half its side. */
  readonly half: number;
}

export interface MapDrawing {
  readonly view: View;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** The colour of each point: red, green and blue in the lowest bytes. */
  readonly colours: Uint32Array;
  /** The place of the prior's mean. */
  readonly origin: readonly [number, number];
  readonly labels: readonly [string, string];
  readonly theme: Theme;
  /** Whether a point is not faded. */
  readonly isShown: (index: number) => boolean;
}

/** From places to canvas pixels; y grows upwards. */
export const pixelOf = ({ x, y, half }: View, size: number) => {
  const unit = size / (2 * half);
  return {
    unit,
    at: (placeX: number, placeY: number): [number, number] => [
      size / 2 + (placeX - x) * unit,
      size / 2 - (placeY - y) * unit,
    ],
  };
};

/** From canvas pixels to places. */
export const placeOf = (
  { x, y, half }: View,
  size: number,
  pixel: readonly [number, number],
): [number, number] => {
  const unit = size / (2 * half);
  return [x + (pixel[0] - size / 2) / unit, y - (pixel[1] - size / 2) / unit];
};

const tickStep = (half: number): number => {
  const rough = half / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
};

const drawAxes = (context: CanvasRenderingContext2D, size: number, drawing: MapDrawing): void => {
  const { view, theme, labels } = drawing;
  const ink = inkOf(theme);
  const { at } = pixelOf(view, size);
  const step = tickStep(view.half);
  context.strokeStyle = ink.grid;
  context.fillStyle = ink.muted;
  context.lineWidth = 1;
  context.font = `${size / 45}px system-ui`;
  const ticks = (middle: number) => {
    const first = Math.ceil((middle - view.half) / step);
    const last = Math.floor((middle + view.half) / step);
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  };
  const text = (value: number) => String(Number(value.toPrecision(6))).replace("-", "−");
  for (const tick of ticks(view.x)) {
    const [x] = at(tick, 0);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, size);
    context.stroke();
    context.fillText(text(tick), x + 3, size - 5);
  }
  for (const tick of ticks(view.y)) {
    const [, y] = at(0, tick);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(size, y);
    context.stroke();
    context.fillText(text(tick), 3, y - 3);
  }
  context.fillStyle = ink.text;
  context.textAlign = "right";
  context.fillText(labels[0], size - 6, size - size / 30);
  context.textAlign = "left";
  context.fillText(labels[1], 6, size / 35);
};

const [fadedAlpha, shownAlpha] = [0.12, 0.85];

/**
 * Blends squares of `dot` pixels into an image, the faded points first. Writing pixels is several times
 * faster than as many calls of `fillRect`: a frame with 60,000 points takes milliseconds.
 */
export const blendPoints = (
  { data, width: size }: Pick<ImageData, "data" | "width">,
  { view, x, y, colours, isShown }: Pick<MapDrawing, "view" | "x" | "y" | "colours" | "isShown">,
  dot: number,
): void => {
  const unit = size / (2 * view.half);
  const [shiftX, shiftY] = [size / 2 - view.x * unit - dot / 2, size / 2 + view.y * unit - dot / 2];
  for (const isFaded of [true, false]) {
    const alpha = isFaded ? fadedAlpha : shownAlpha;
    for (let i = 0; i < x.length; i++) {
      if (isShown(i) === isFaded) continue;
      const left = Math.round((x[i] as number) * unit + shiftX);
      const top = Math.round(shiftY - (y[i] as number) * unit);
      if (!(left > -dot && top > -dot && left < size && top < size)) continue;
      const colour = colours[i] as number;
      const red = colour & 255;
      const green = (colour >> 8) & 255;
      const blue = (colour >> 16) & 255;
      for (let row = Math.max(0, top); row < Math.min(size, top + dot); row++)
        for (let column = Math.max(0, left); column < Math.min(size, left + dot); column++) {
          const pixel = 4 * (row * size + column);
          data[pixel] = (data[pixel] as number) * (1 - alpha) + red * alpha;
          data[pixel + 1] = (data[pixel + 1] as number) * (1 - alpha) + green * alpha;
          data[pixel + 2] = (data[pixel + 2] as number) * (1 - alpha) + blue * alpha;
        }
    }
  }
};

/** Draws the codes, the axes, and the prior's circles of radius 1, 2 and 3. */
export const drawMap = (canvas: HTMLCanvasElement, drawing: MapDrawing): void => {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return;
  const { width: size } = canvas;
  const { view, origin, theme } = drawing;
  const ink = inkOf(theme);
  const { at, unit } = pixelOf(view, size);
  context.fillStyle = ink.surface;
  context.fillRect(0, 0, size, size);
  drawAxes(context, size, drawing);
  const dot = Math.round(Math.max(2, Math.min(6, size / (3 * Math.sqrt(drawing.x.length)))));
  const image = context.getImageData(0, 0, size, size);
  blendPoints(image, drawing, dot);
  context.putImageData(image, 0, 0);
  context.strokeStyle = ink.muted;
  context.setLineDash([4, 4]);
  const [centreX, centreY] = at(...origin);
  for (const radius of [1, 2, 3]) {
    context.beginPath();
    context.arc(centreX, centreY, radius * unit, 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
};
