import { group } from "d3-array";

/** Position of a line segment among those that coincide with it on screen. */
export interface Stripe {
  readonly index: number;
  readonly count: number;
}

/** A segment that coincides with no other. */
export const whole: Stripe = { index: 0, count: 1 };

type Pixels = readonly [x1: number, y1: number, x2: number, y2: number];

/** Segments whose ends differ by at most this many pixels coincide. */
const tolerance = 1.5;

/**
 * The stripe of each segment. Drawn with `dashOf`, coincident segments alternate along their common
 * line, so that none hides another.
 */
export const stripes = <T>(segments: readonly T[], pixelsOf: (segment: T) => Pixels): Stripe[] => {
  const placed = segments.map((segment, index) => ({ index, pixels: pixelsOf(segment) }));
  const result: Stripe[] = segments.map(() => whole);
  const between = group(placed, ({ pixels: [x1, , x2] }) => `${Math.round(x1)} ${Math.round(x2)}`);
  for (const candidates of between.values()) {
    const left = [...candidates];
    while (left.length > 0) {
      const [first] = left;
      if (first === undefined) break;
      const same = left.filter(
        ({ pixels }) =>
          Math.abs(pixels[1] - first.pixels[1]) <= tolerance &&
          Math.abs(pixels[3] - first.pixels[3]) <= tolerance,
      );
      for (const [index, { index: at }] of same.entries())
        result[at] = { index, count: same.length };
      for (const one of same) left.splice(left.indexOf(one), 1);
    }
  }
  return result;
};

const dash = 7;

/** Dash options that draw a stripe. */
export const dashOf = ({ index, count }: Stripe) =>
  count === 1
    ? {}
    : { strokeDasharray: `${dash} ${dash * (count - 1)}`, strokeDashoffset: -dash * index };
