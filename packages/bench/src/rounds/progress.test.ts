import { expect, test } from "vitest";
import { progressOf } from "./progress.ts";

test("progress is reported every ten seconds, with the remaining time", () => {
  const said: string[] = [];
  let time = 0;
  const progress = progressOf(
    4,
    (text) => said.push(text),
    () => time,
  );
  time = 3000;
  progress.started("quick");
  time = 11_000;
  progress.started("slow");
  for (const round of [0, 1, 2, 3]) {
    progress.round(round);
    time += 6000;
  }
  expect(said).toEqual(["  slow is ready", "  round 3 of 4, about 12 s left"]);
});
