import { readFileSync } from "node:fs";
import { join } from "node:path";

export const fixture = (name: string): string => join(import.meta.dirname, "fixtures", name);
export const bytesOf = (name: string): Uint8Array => readFileSync(fixture(name));

/** 0, 1, …, 23: the values of every 2 × 3 × 4 fixture. */
export const counted = Array.from({ length: 24 }, (_, i) => i);
