/** The values of a run on one axis may be numbers, texts or missing. */
export type AxisValue = number | string | undefined;

/** A vertical axis of parallel coordinates. */
export interface ParallelAxis {
  readonly key: string;
  readonly label: string;
  readonly kind: "linear" | "log" | "category";
  /** Ends of a linear or log axis. */
  readonly domain: readonly [low: number, high: number];
  /** Values of a category axis, from bottom to top. */
  readonly categories: readonly string[];
}

/** Positive values that span more than this factor get a log axis. */
const wide = 50;

const names = new Intl.Collator("en", { numeric: true });

/**
 * An axis for these values: numbers on a linear or log axis, other values as categories. Missing values
 * and NaN do not change the kind of axis.
 */
export const parallelAxis = (
  { key, label }: Pick<ParallelAxis, "key" | "label">,
  values: readonly AxisValue[],
): ParallelAxis => {
  const present = values.filter((value) => value !== undefined);
  const numbers = present.filter((value) => typeof value === "number");
  const finite = numbers.filter(Number.isFinite);
  if (numbers.length < present.length || finite.length === 0) {
    const categories = [...new Set(present.map(String))].sort(names.compare);
    return { key, label, kind: "category", domain: [0, 1], categories };
  }
  const low = finite.reduce((a, b) => Math.min(a, b));
  const high = finite.reduce((a, b) => Math.max(a, b));
  const kind = low > 0 && high / low > wide ? "log" : "linear";
  const domain: [number, number] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  return { key, label, kind, domain, categories: [] };
};

/** Position of a value in [0, 1]; undefined if the axis cannot show it. */
export const placeOn = (
  { kind, domain, categories }: ParallelAxis,
  value: AxisValue,
): number | undefined => {
  if (value === undefined) return undefined;
  if (kind === "category") {
    const index = categories.indexOf(String(value));
    return index < 0 ? undefined : (index + 0.5) / categories.length;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const [low, high] = kind === "log" ? domain.map(Math.log) : domain;
  const at = kind === "log" ? Math.log(value) : value;
  return (at - (low as number)) / ((high as number) - (low as number));
};

/** The value at a position of a linear or log axis. */
export const valueAt = ({ kind, domain: [low, high] }: ParallelAxis, place: number): number =>
  kind === "log" ? low * (high / low) ** place : low + place * (high - low);
