import type { ExactValue } from "../evidence.ts";
import { isAt } from "./exact.ts";
import { overSeeds } from "./over-seeds.ts";
import type { Quantity } from "./quantity.ts";

interface Computed {
  readonly quantity: string;
  /** Coordinates beside `seed`. */
  readonly at?: Readonly<Record<string, number | string>>;
  /** Whether the seeds are averaged on a logarithmic scale. */
  readonly isRatio?: boolean;
}

const placeText = (at: Computed["at"]): string =>
  Object.entries(at ?? {})
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");

/** The seeds and values of a quantity at a place, those that are finite. */
const ofSeeds = (
  values: readonly ExactValue[],
  { quantity, at }: Computed,
): (readonly [seed: number | string, value: number])[] =>
  values.flatMap((each) => {
    const seed = each.at?.seed;
    if (each.quantity !== quantity || !isAt(each, at) || seed === undefined) return [];
    return Number.isFinite(each.value) ? [[seed, each.value] as const] : [];
  });

/**
 * A number that the study computes itself, once per seed (the coordinate `seed` of its values): the
 * mean over seeds with Student's interval. Values that are not finite are left out.
 */
export const computed = (of: Computed): Quantity => {
  const { quantity, at, isRatio = false } = of;
  return {
    text: `${quantity}${at ? ` (${placeText(at)})` : ""}, one value per seed`,
    short: quantity,
    isRatio,
    cells: [],
    measure: ({ exact: values }) => {
      const own = ofSeeds(values, of).map(([, value]) => value);
      if (own.length === 0) return undefined;
      return { ...overSeeds(isRatio ? own.map(Math.log) : own, isRatio), trials: [] };
    },
  };
};

/** The mean difference of such a number between two places, at equal seeds. */
export const computedDifference = (
  quantity: string,
  at: NonNullable<Computed["at"]>,
  reference: NonNullable<Computed["at"]>,
): Quantity => ({
  text: `${quantity} (${placeText(at)}) minus that of (${placeText(reference)}), at equal seeds`,
  short: `${quantity}, difference`,
  cells: [],
  measure: ({ exact: values }) => {
    const others = new Map(ofSeeds(values, { quantity, at: reference }));
    const own = ofSeeds(values, { quantity, at }).flatMap(([seed, value]) => {
      const other = others.get(seed);
      return other === undefined ? [] : [value - other];
    });
    return own.length === 0 ? undefined : { ...overSeeds(own, false), trials: [] };
  },
});
