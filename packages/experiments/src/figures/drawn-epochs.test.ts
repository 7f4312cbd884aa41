import { expect, test } from "vitest";
import { isDrawn } from "./drawn-epochs.ts";

test("figures are drawn of epochs 1, 2, 4, 8, … and of the last", () => {
  const epochs = Array.from({ length: 21 }, (_, i) => i + 1);
  expect(epochs.filter((epoch) => isDrawn(epoch, epoch === 21))).toEqual([1, 2, 4, 8, 16, 21]);
});
