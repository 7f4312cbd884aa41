/** A value as error messages show it: numbers and strings in full, larger values by their type. */
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

/** The type name of a built-in object, such as Float32Array, even of another realm (a frame, a test runner). */
export const typeName = (value: unknown): string =>
  Object.prototype.toString.call(value).slice("[object ".length, -1);

/** @throws RangeError `name must be one of a, b, got value` */
export const requireOneOf = (name: string, value: string, allowed: readonly string[]): void => {
  if (allowed.includes(value)) return;
  throw new RangeError(`${name} must be one of ${allowed.join(", ")}, got ${String(value)}`);
};

/** @throws RangeError `name must be a whole number ≥ min, got value` */
export const requireInteger = (name: string, value: number, min = -Infinity): void => {
  if (Number.isSafeInteger(value) && value >= min) return;
  const bound = min === -Infinity ? "" : ` ≥ ${min}`;
  throw new RangeError(`${name} must be a whole number${bound}, got ${shown(value)}`);
};

/** @throws RangeError `name must be a whole number ≥ min, got value`, with a minimum of 1 by default */
export const requireCount = (name: string, value: number, min = 1): void =>
  requireInteger(name, value, min);

/** @throws RangeError `name must be a number > 0, got value` */
export const requirePositive = (name: string, value: number): void => {
  if (Number.isFinite(value) && value > 0) return;
  throw new RangeError(`${name} must be a number > 0, got ${shown(value)}`);
};

/** @throws RangeError `name must be ≥ 0, got value` */
export const requireNotNegative = (name: string, value: number): void => {
  if (Number.isFinite(value) && value >= 0) return;
  throw new RangeError(`${name} must be ≥ 0, got ${shown(value)}`);
};

/** @throws RangeError `name must be in [0, 1), got value` */
export const requireFraction = (name: string, value: number): void => {
  if (value >= 0 && value < 1) return;
  throw new RangeError(`${name} must be in [0, 1), got ${shown(value)}`);
};

/** @throws RangeError `name must be a finite number, got value` */
export const requireFinite = (name: string, value: number): void => {
  if (Number.isFinite(value)) return;
  throw new RangeError(`${name} must be a finite number, got ${shown(value)}`);
};

/** @throws RangeError `name must be in [0, 1], got value` */
export const requireShare = (name: string, value: number): void => {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`${name} must be in [0, 1], got ${shown(value)}`);
};

/**
 * The index of the first value outside [min, max], or −1; NaN is outside every range. A loop, because
 * findIndex takes ten times as long on large data sets.
 */
export const firstOutside = (values: Float32Array, min: number, max: number): number => {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= min && value <= max)) return i;
  }
  return -1;
};

/** @throws RangeError `name must be in (min, max), got value` */
export const requireInside = (name: string, value: number, min: number, max: number): void => {
  if (value > min && value < max) return;
  throw new RangeError(`${name} must be in (${min}, ${max}), got ${shown(value)}`);
};
