import { expect, test } from "vitest";
import { barsLogProbability } from "./any-network.ts";

test("E log p(x) of bars, by enumeration of all 65,536 combinations of rows and columns", () => {
  const images = new Map<string, number>();
  const pixelOn = new Float64Array(64);
  for (let rows = 0; rows < 256; rows++)
    for (let columns = 0; columns < 256; columns++) {
      const image = Array.from({ length: 8 }, (_, i) => ((rows >> i) & 1 ? 255 : columns));
      const bars = bitsOf(rows) + bitsOf(columns);
      const probability = (1 / 8) ** bars * (7 / 8) ** (16 - bars);
      const key = image.join(" ");
      images.set(key, (images.get(key) ?? 0) + probability);
      image.forEach((line, i) => {
        for (let j = 0; j < 8; j++)
          if ((line >> j) & 1) pixelOn[8 * i + j] = (pixelOn[8 * i + j] as number) + probability;
      });
    }
  const own = [...images.values()].reduce((sum, p) => sum + p * Math.log(p), 0);
  const independent = pixelOn.reduce(
    (sum, p) => sum + p * Math.log(p) + (1 - p) * Math.log(1 - p),
    0,
  );
  expect(barsLogProbability.own).toBeCloseTo(own, 5);
  expect(barsLogProbability.independent).toBeCloseTo(independent, 9);
});

const bitsOf = (mask: number): number => mask.toString(2).replaceAll("0", "").length;
