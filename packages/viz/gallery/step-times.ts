import { stepTimes } from "../src/index.ts";

// Two models with three implementations each.
const times = ["a small VAE", "a wide VAE"].flatMap((model, i) =>
  ["compiled", "eager", "another library"].map((name, j) => {
    const median = (3 + 4 * i) * ([1, 4, 1.5][j] ?? 1);
    return {
      model,
      name,
      isOurs: j === 0,
      median,
      p10: 0.95 * median,
      p90: (1.05 + j / 4) * median,
    };
  }),
);

export const draw = (document: Document): SVGElement => stepTimes(times, { document });
