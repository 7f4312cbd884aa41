import { expect, test } from "vitest";
import { dispatchLimit, sweepAxis } from "../scale/axes.ts";
import { scaleText } from "./tables.ts";

const law = { exponent: 1, constant: 1 };
const reportOf = (msATrial: number) => ({
  load: 0,
  axes: [
    {
      name: sweepAxis,
      points: [10, dispatchLimit.trials].map((size) => ({
        size,
        wall: size * msATrial,
        cpu: size,
        peakBytes: 1,
      })),
      ...{ time: law, timeOfLarge: law, memory: law },
    },
  ],
});

/** The rows of a sweep in the table of dispatch times, without alignment spaces. */
const rowOf = (text: string, trials: number): string[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith(`| ${trials} trials`))
    .map((line) => line.replace(/ +/g, " "));

test("the time that a sweep adds per trial is reported for each size and judged at the largest", () => {
  const text = scaleText(reportOf(8));
  expect(rowOf(text, 10)).toEqual(["| 10 trials | 8.00 | |"]);
  expect(rowOf(text, 10_000)).toEqual(["| 10000 trials | 8.00 | < 10 ✓ |"]);
  expect(rowOf(scaleText(reportOf(10)), 10_000)).toEqual(["| 10000 trials | 10.0 | < 10 ✗ |"]);
});
