import { directionOrder } from "./palette.ts";

/** A member of a family by alpha, such as `amari, α 0.25`, has the position of its family. */
const placeInOrder = (direction: string): number =>
  directionOrder.indexOf(direction.split(", ")[0] ?? direction);

/** Compares directions by their order in legends. */
export const byDirection = (a: string, b: string): number =>
  placeInOrder(a) - placeInOrder(b) || a.localeCompare(b);
