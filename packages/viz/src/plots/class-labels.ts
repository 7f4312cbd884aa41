import { mean } from "@vae-lab/statistics";
import { apart } from "../apart.ts";
import { numberText } from "../number-text.ts";

/** The middle of one class of codes. */
export interface ClassCentre {
  readonly label: number;
  readonly x: number;
  readonly y: number;
}

/** A text at the middle of one class, or of several whose middles are too close to label apart. */
export interface ClassLabel extends ClassCentre {
  readonly text: string;
  readonly isShared: boolean;
}

const distance = (a: ClassCentre, b: ClassCentre): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The radius around their mean that holds all of these centres. */
const radiusOf = (centres: readonly ClassCentre[]): number => {
  const middle = {
    label: 0,
    x: mean(centres.map(({ x }) => x)),
    y: mean(centres.map(({ y }) => y)),
  };
  return Math.max(...centres.map((centre) => distance(centre, middle)));
};

/**
 * One label for each class that has room for its own; classes whose labels would overlap share one that
 * names them all, or says how close they are where that is every class.
 */
export const classLabels = (
  centres: readonly ClassCentre[],
  {
    perUnit,
    clearance,
  }: { perUnit: number; clearance: { readonly x: number; readonly y: number } },
): ClassLabel[] => {
  const kept = apart(centres, ({ x, y }) => [x * perUnit, y * perUnit], clearance);
  const shares = new Map<ClassCentre, ClassCentre[]>(kept.map((centre) => [centre, []]));
  for (const centre of centres) {
    const nearest = kept.toSorted((a, b) => distance(a, centre) - distance(b, centre))[0];
    if (nearest !== undefined) shares.get(nearest)?.push(centre);
  }
  return [...shares].map(([centre, own]) => {
    const text =
      own.length === 1
        ? String(centre.label)
        : own.length === centres.length
          ? `${own.length} classes centred within ${numberText(Number(radiusOf(own).toPrecision(2)))}`
          : own.map(({ label }) => label).join(" ");
    return { ...centre, text, isShared: own.length > 1 };
  });
};
