import type { AxisBrush } from "@vae-lab/viz";

// In the URL: the places of the ends and the key, `0.25..0.5..test/rate`.

const written = /^(-?[\d.]+)\.\.(-?[\d.]+)\.\.(.+)$/;

export const writeBrushes = (brushes: readonly AxisBrush[]): string[] =>
  brushes.map(
    ({ key, from, to }) => `${Number(from.toFixed(4))}..${Number(to.toFixed(4))}..${key}`,
  );

/** The brushes of a URL; invalid ones are ignored. */
export const readBrushes = (texts: readonly string[] | undefined): AxisBrush[] =>
  (texts ?? []).flatMap((text) => {
    const [, from, to, key] = written.exec(text) ?? [];
    const [low, high] = [Number(from), Number(to)];
    return key !== undefined && low < high ? [{ key, from: low, to: high }] : [];
  });
