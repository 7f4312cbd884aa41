import { differences } from "../src/index.ts";

// A filled point has an interval without 0; the last row has a single pair and no interval.
export const draw = (document: Document): SVGElement =>
  differences(
    [
      { run: "a b", label: "reverse KL · β 1", mean: 4.1, n: 5, interval: [2.9, 5.3] },
      { run: "c d", label: "reverse KL · β 16", mean: 0.6, n: 5, interval: [-0.8, 2] },
      { run: "e f", label: "forward KL · β 1", mean: -2.2, n: 5, interval: [-3.6, -0.8] },
      { run: "g h", label: "forward KL · β 16", mean: 1.4, n: 1 },
    ],
    { document, xLabel: "ELBO: pathwise minus score function, nats per example" },
  );
