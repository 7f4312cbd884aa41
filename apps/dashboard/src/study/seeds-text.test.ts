import { expect, test } from "vitest";
import { seedsText } from "./seeds-text.ts";

const cell = (beta: number, seeds: number) =>
  Array.from({ length: seeds }, (_, seed) => ({
    run: `${beta}/${seed}`,
    beta,
    value: seed,
    direction: "reverse-kl",
    estimator: "pathwise",
  }));

test.for([
  [[1, 1], "One seed each: no interval."],
  [[2, 1], "Lines join means; at most 2 seeds each: no interval."],
  [[3, 3], "Bars: mean and 95 % interval (Student's t) of 3 seeds; faint: the runs."],
  [
    [3, 5, 1],
    "Bars: mean and 95 % interval (Student's t) of 3 to 5 seeds, where there are three seeds or more; faint: the runs.",
  ],
] as const)("the caption for cells of %j seeds describes what is drawn", ([counts, text]) => {
  expect(seedsText(counts.flatMap((seeds, beta) => cell(beta + 1, seeds)))).toBe(text);
});
