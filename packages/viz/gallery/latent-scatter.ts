import { latentScatter } from "../src/index.ts";

// Ten classes on a spiral; dashed circles are one and two standard deviations of the prior.
const points = Array.from({ length: 1500 }, (_, index) => {
  const label = index % 10;
  const angle = (label / 10) * 2 * Math.PI;
  const [u, v] = [Math.sin(index * 78.233) * 0.35, Math.cos(index * 37.719) * 0.35];
  const radius = 0.9 + label / 8;
  return { label, x: radius * Math.cos(angle) + u, y: radius * Math.sin(angle) + v };
});

export const draw = (document: Document): SVGElement =>
  latentScatter(points, { document, prior: true, title: "Codes of the test images" });
