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

/**
 * A number that the study computes itself, once per seed (the coordinate `seed` of its values): the
 * mean over seeds with Student's interval. Values that are not finite are left out.
 */
export const computed = ({ quantity, at, isRatio = false }: Computed): Quantity => ({
  text: `${quantity}${at ? ` (${placeText(at)})` : ""}, one value per seed`,
  short: quantity,
  isRatio,
  cells: [],
  measure: ({ exact: values }) => {
    const own = values
      .filter((value) => value.quantity === quantity && isAt(value, at))
      .filter((value) => value.at?.seed !== undefined && Number.isFinite(value.value));
    if (own.length === 0) return undefined;
    const scaled = own.map(({ value }) => (isRatio ? Math.log(value) : value));
    return { ...overSeeds(scaled, isRatio), trials: [] };
  },
});
