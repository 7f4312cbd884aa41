import { firstOutside } from "../arguments.ts";

/** @throws RangeError naming the first value outside [0, 1] */
export const requireUnitInterval = (name: string, values: Float32Array): void => {
  const i = firstOutside(values, 0, 1);
  if (i >= 0) throw new RangeError(`${name}[${i}] must be in [0, 1], got ${values[i]}`);
};

/** @throws RangeError naming the first value that is not finite */
export const requireFinite = (name: string, values: Float32Array): void => {
  const i = firstOutside(values, -Number.MAX_VALUE, Number.MAX_VALUE);
  if (i >= 0) throw new RangeError(`${name}[${i}] must be a finite number, got ${values[i]}`);
};
