import { mean } from "@vae-lab/statistics";
import { numberText } from "../number-text.ts";
import { withoutOverlap } from "../without-overlap.ts";

/** The median code of a class. */
export interface ClassCentre {
  readonly label: number;
  /** The class as its label shows it. */
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** A label for one class, or for several whose centres are too close for labels of their own. */
export interface ClassLabel extends ClassCentre {
  readonly text: string;
  readonly isShared: boolean;
}

const distance = (a: ClassCentre, b: ClassCentre): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The largest distance of a centre from the mean of all. */
const radiusOf = (centres: readonly ClassCentre[]): number => {
  const middle = {
    label: 0,
    name: "",
    x: mean(centres.map(({ x }) => x)),
    y: mean(centres.map(({ y }) => y)),
  };
  return Math.max(...centres.map((centre) => distance(centre, middle)));
};

/**
 * Labels of the classes. Classes whose labels would overlap share one that lists them; if all classes
 * overlap, the label gives the radius that contains their centres.
 */
export const classLabels = (
  centres: readonly ClassCentre[],
  {
    perUnit,
    clearance,
  }: { perUnit: number; clearance: { readonly x: number; readonly y: number } },
): ClassLabel[] => {
  const kept = withoutOverlap(centres, ({ x, y }) => [x * perUnit, y * perUnit], clearance);
  const shares = new Map<ClassCentre, ClassCentre[]>(kept.map((centre) => [centre, []]));
  for (const centre of centres) {
    const nearest = kept.toSorted((a, b) => distance(a, centre) - distance(b, centre))[0];
    if (nearest !== undefined) shares.get(nearest)?.push(centre);
  }
  return [...shares].map(([centre, own]) => {
    const text =
      own.length === 1
        ? centre.name
        : own.length === centres.length
          ? `${own.length} classes centred within ${numberText(Number(radiusOf(own).toPrecision(2)))}`
          : own.map(({ name }) => name).join(" ");
    return { ...centre, text, isShared: own.length > 1 };
  });
};
