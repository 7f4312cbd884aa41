import { classColour, inkOf, type Theme } from "@vae-lab/viz";

/** Codes are drawn from −range to range on both axes. */
const range = 4;

export interface CodesDrawing {
  /** count·2 numbers. */
  readonly means: Float32Array;
  readonly labels: Uint8Array;
  readonly theme: Theme;
}

/** Draws codes coloured by class, with the circles that hold 39 %, 86 % and 99 % of N(0, I). */
export const drawCodes = (canvas: HTMLCanvasElement, drawing: CodesDrawing): void => {
  const { means, labels, theme } = drawing;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { width: size } = canvas;
  const unit = size / (2 * range);
  const x = (z: number) => size / 2 + z * unit;
  const y = (z: number) => size / 2 - z * unit;
  const ink = inkOf(theme);
  context.fillStyle = ink.surface;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = ink.grid;
  context.lineWidth = size / 300;
  context.beginPath();
  context.moveTo(x(-range), y(0));
  context.lineTo(x(range), y(0));
  context.moveTo(x(0), y(-range));
  context.lineTo(x(0), y(range));
  context.stroke();
  context.strokeStyle = ink.muted;
  for (const radius of [1, 2, 3]) {
    context.beginPath();
    context.arc(x(0), y(0), radius * unit, 0, 2 * Math.PI);
    context.stroke();
  }
  context.fillStyle = ink.muted;
  context.font = `${size / 28}px system-ui`;
  for (const z of [-3, -2, -1, 1, 2, 3]) {
    const text = String(z).replace("-", "−");
    context.fillText(text, x(z) - size / 80, y(0) + size / 22);
  }
  const dot = size / 110;
  for (const [n, label] of labels.entries()) {
    context.fillStyle = classColour(label, theme);
    const [z1 = 0, z2 = 0] = [means[2 * n], means[2 * n + 1]];
    context.fillRect(x(z1) - dot / 2, y(z2) - dot / 2, dot, dot);
  }
};
