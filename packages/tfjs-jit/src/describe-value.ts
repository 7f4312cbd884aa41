import { Tensor } from "@tensorflow/tfjs";

/** A value as error messages show it. */
export function describeValue(value: unknown): string {
  if (value instanceof Tensor) return `a tensor [${value.shape}]`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const name: string = value.constructor?.name ?? "Object";
  return name === "Object" ? "an object" : `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
