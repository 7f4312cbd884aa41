import type { Attributes } from "./graph.ts";

/** Equal for equal attributes only: JSON alone has no ∞ and NaN, and one zero. */
export function attributesKey(attributes: Attributes): string {
  return JSON.stringify(attributes, (_, value: unknown) => {
    if (typeof value !== "number") return value;
    return Object.is(value, -0) ? "-0" : String(value);
  });
}
