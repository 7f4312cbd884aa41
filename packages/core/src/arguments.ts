/** A value as an error shows it: numbers and texts as they are, larger things by what they are. */
export const shown = (value: unknown): string => {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `${/^[AEIO]/.test(typeName(value)) ? "an" : "a"} ${typeName(value)}`;
  if (value instanceof Promise) return "a promise";
  if ("dataId" in value && "shape" in value)
    return `a tensor of shape [${Array.from(Object(value.shape)).join(", ")}]`;
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/** Float32Array, ArrayBuffer, …: also of another realm, such as a frame's or a test runner's. */
export const typeName = (value: unknown): string =>
  Object.prototype.toString.call(value).slice("[object ".length, -1);

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
