const shown = (value: unknown): string =>
  typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));

/** Throws `name must be a whole number ≥ least, got value`. */
export const requireInteger = (name: string, value: number, least = -Infinity): void => {
  if (Number.isSafeInteger(value) && value >= least) return;
  const bound = least === -Infinity ? "" : ` ≥ ${least}`;
  throw new RangeError(`${name} must be a whole number${bound}, got ${shown(value)}`);
};

/** A count of things: a whole number ≥ 1 unless said otherwise. */
export const requireCount = (name: string, value: number, least = 1): void =>
  requireInteger(name, value, least);

/** Throws `name must be a number > 0, got value`. */
export const requirePositive = (name: string, value: number): void => {
  if (Number.isFinite(value) && value > 0) return;
  throw new RangeError(`${name} must be a number > 0, got ${shown(value)}`);
};

/** Throws `name must be ≥ 0, got value`. */
export const requireNotNegative = (name: string, value: number): void => {
  if (Number.isFinite(value) && value >= 0) return;
  throw new RangeError(`${name} must be ≥ 0, got ${shown(value)}`);
};

/** Throws `name must be in [0, 1), got value`. */
export const requireFraction = (name: string, value: number): void => {
  if (value >= 0 && value < 1) return;
  throw new RangeError(`${name} must be in [0, 1), got ${shown(value)}`);
};

/** Throws `name must be a finite number, got value`. */
export const requireFinite = (name: string, value: number): void => {
  if (Number.isFinite(value)) return;
  throw new RangeError(`${name} must be a finite number, got ${shown(value)}`);
};

/** Throws `name must be in [0, 1], got value`. */
export const requireShare = (name: string, value: number): void => {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`${name} must be in [0, 1], got ${shown(value)}`);
};

/**
 * Where the first value that is not in [least, most] is, −1 when there is none; NaN is in no range.
 * A loop, as data sets are long: findIndex takes ten times as long.
 */
export const firstOutside = (values: Float32Array, least: number, most: number): number => {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= least && value <= most)) return i;
  }
  return -1;
};

/** Throws `name must be in (least, most), got value`. */
export const requireInside = (name: string, value: number, least: number, most: number): void => {
  if (value > least && value < most) return;
  throw new RangeError(`${name} must be in (${least}, ${most}), got ${shown(value)}`);
};
