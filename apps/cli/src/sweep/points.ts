import { isObject, type Json, withValue } from "./dotted-keys.ts";

/** Dotted keys whose values change together. */
export interface Axis {
  readonly keys: readonly string[];
  /** The values of the keys at each point of the axis. */
  readonly values: readonly (readonly unknown[])[];
  /** The values of other keys at which the axis applies; elsewhere its keys are not set. */
  readonly when?: Readonly<Record<string, readonly unknown[]>>;
}

const valueAt = (config: Json, key: string): unknown =>
  key.split(".").reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), config);

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const applies = ({ when = {} }: Axis, point: Json, base: Json): boolean =>
  Object.entries(when).every(([key, allowed]) => {
    const value = valueAt(point, key) ?? valueAt(base, key);
    return allowed.some((one) => isEqual(one, value));
  });

const along = (axis: Axis, point: Json): Json[] =>
  axis.values.map((values) =>
    axis.keys.reduce((changed, key, index) => withValue(changed, key, values[index]), point),
  );

/**
 * All combinations of the axes, the last changing first. An axis with a condition comes after those
 * without, so that it sees their values.
 */
export const pointsOf = (axes: readonly Axis[], base: Json): Json[] => {
  const ordered = [
    ...axes.filter(({ when }) => when === undefined),
    ...axes.filter(({ when }) => when !== undefined),
  ];
  return ordered.reduce<Json[]>(
    (points, axis) =>
      points.flatMap((point) => (applies(axis, point, base) ? along(axis, point) : [point])),
    [{}],
  );
};
