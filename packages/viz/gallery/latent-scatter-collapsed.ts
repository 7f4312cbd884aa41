import { latentScatter } from "../src/index.ts";

// A collapsed model: all ten classes have the same code, and the label says so.
const points = Array.from({ length: 1500 }, (_, index) => ({
  label: index % 10,
  x: 0.01 * Math.sin(index * 78.233),
  y: 0.01 * Math.cos(index * 37.719),
}));

export const draw = (document: Document): SVGElement =>
  latentScatter(points, { document, prior: true });
