import { directionOrder } from "./palette.ts";

/** A member of a family by alpha, such as `amari, α 0.25`, stands where its family does. */
const placeInOrder = (direction: string): number =>
  directionOrder.indexOf(direction.split(", ")[0] ?? direction);

/** Orders directions as legends list them. */
export const byDirection = (a: string, b: string): number =>
  placeInOrder(a) - placeInOrder(b) || a.localeCompare(b);
