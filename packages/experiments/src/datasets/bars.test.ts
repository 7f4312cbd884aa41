import { expect, test } from "vitest";
import { barCount, barLatents, bars } from "./bars.ts";

test("an image is lit where one of its known bars passes, and nowhere else", () => {
  const { train } = bars({ trainSize: 200, testSize: 1 });
  const latents = barLatents("train", 200);
  for (let n = 0; n < 200; n++) {
    const own = latents.subarray(n * barCount, (n + 1) * barCount);
    const expected = Array.from({ length: 64 }, (_, i) =>
      own[i >> 3] === 1 || own[8 + (i & 7)] === 1 ? 255 : 0,
    );
    expect([...train.pixels.subarray(64 * n, 64 * (n + 1))]).toEqual(expected);
    expect(train.labels[n]).toBe(own.reduce((sum, bit) => sum + bit, 0));
  }
});

test("a bar is lit one time in eight, within four standard errors", () => {
  const latents = barLatents("train", 2048);
  const share = latents.reduce((sum, bit) => sum + bit, 0) / latents.length;
  expect(Math.abs(share - 1 / 8)).toBeLessThan(4 * Math.sqrt(((1 / 8) * (7 / 8)) / latents.length));
});

test("a smaller set is the beginning of a larger one, and the splits differ", () => {
  const small = bars({ trainSize: 10, testSize: 10 });
  expect([...small.train.pixels]).toEqual([...bars().train.pixels.subarray(0, 640)]);
  expect([...small.train.pixels]).not.toEqual([...small.test.pixels]);
});

test("more images than memory holds are refused with the rule", () => {
  expect(() => bars({ trainSize: 1e9 })).toThrow(
    "dataset.trainSize (bars) must be ≤ 1000000, got 1000000000",
  );
});
