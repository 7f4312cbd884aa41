import { shown, typeName } from "../arguments.ts";

const remedyOf = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return `; pass Float32Array.from(${name})`;
  if (ArrayBuffer.isView(value)) {
    const isBytes = value instanceof Uint8Array || value instanceof Uint8ClampedArray;
    const scaled = isBytes ? ", (byte) => byte / 255" : "";
    return `; pass Float32Array.from(${name}${scaled})`;
  }
  if (value instanceof ArrayBuffer) return `; pass new Float32Array(${name})`;
  if (value instanceof Promise) return "; await it";
  if (typeof value === "object" && value !== null && "dataSync" in value)
    return `; pass new Float32Array(await ${name}.data())`;
  return "";
};

/**
 * Checks what JavaScript users pass as numbers.
 * @throws TypeError `x must be a Float32Array, got an array of 4; pass Float32Array.from(x)`
 */
export const requireFloat32Array = (name: string, value: unknown): void => {
  if (typeName(value) === "Float32Array") return;
  throw new TypeError(
    `${name} must be a Float32Array, got ${shown(value)}${remedyOf(name, value)}`,
  );
};
