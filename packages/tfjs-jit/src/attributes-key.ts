import type { Attributes } from "./graph.ts";

/** A key that is equal for equal attributes only: JSON alone merges −0 with 0, and ∞ with NaN. */
export function attributesKey(attributes: Attributes): string {
  return JSON.stringify(attributes, (_, value: unknown) => {
    if (typeof value !== "number") return value;
    return Object.is(value, -0) ? "-0" : String(value);
  });
}
