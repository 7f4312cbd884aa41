import type { SeriesPoint } from "@vae-lab/viz";
import type { ExactValue } from "./evidence.ts";

type Coordinates = NonNullable<ExactValue["at"]>;

/** The values of a quantity along one of its coordinates, for a figure of series. */
export const seriesOf = (
  values: readonly ExactValue[],
  quantity: string,
  x: string,
  series: (at: Coordinates) => string,
): SeriesPoint[] =>
  values
    .filter((each) => each.quantity === quantity)
    .map(({ value, at = {} }) => ({ series: series(at), x: Number(at[x]), value }));
