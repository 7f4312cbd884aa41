import { directionLook } from "@vae-lab/viz";
import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { looksOf } from "./run-looks.ts";

const vae = (id: string, direction: string, beta: string, estimator = "pathwise", seed = "1") =>
  runOf({
    id,
    params: {
      "objective.regulariser": direction,
      "objective.beta": beta,
      "estimator.kind": estimator,
      seed,
    },
  });
const plain = (id: string) => runOf({ id });
const options = (ids: readonly string[]) => ({
  theme: "light" as const,
  order: new Map(ids.map((id, index) => [id, index])),
});

test("runs of a direction have its symbol and hue, with more contrast for larger beta", () => {
  const runs = ["0.25", "4", "64"].map((beta) => vae(beta, "forward-kl", beta));
  const looks = [...looksOf(runs, options([])).values()];
  expect(new Set(looks.map(({ symbol }) => symbol))).toEqual(
    new Set([directionLook("forward-kl", "light").symbol]),
  );
  expect(new Set(looks.map(({ colour }) => colour)).size).toBe(3);
  const red = looks.map(({ colour }) => Number.parseInt(colour.slice(1, 3), 16));
  expect(red).toEqual(red.toSorted((a, b) => b - a));
});

test("runs without a direction are grey if other runs have one", () => {
  const runs = [
    vae("a", "reverse-kl", "1"),
    vae("b", "forward-kl", "1"),
    ...Array.from({ length: 8 }, (_, index) => plain(`plain ${index}`)),
  ];
  const looks = looksOf(runs, options([]));
  const hues = ["a", "b"].map((id) => looks.get(id)?.colour);
  const greys = runs.slice(2).map(({ id }) => looks.get(id)?.colour ?? "");
  expect(greys.some((colour) => hues.includes(colour))).toBe(false);
  for (const grey of greys) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
      Number.parseInt(grey.slice(at, at + 2), 16),
    );
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(60);
  }
});

test("estimators differ in dash; seeds have the same look", () => {
  const runs = [
    vae("a", "reverse-kl", "1"),
    vae("b", "reverse-kl", "1", "score-function"),
    vae("c", "reverse-kl", "1", "pathwise", "2"),
  ];
  const looks = looksOf(runs, options([]));
  expect(looks.get("a")).toEqual(looks.get("c"));
  expect(looks.get("a")?.dash).not.toBe(looks.get("b")?.dash);
});

test("removing a run from the selection does not recolour the others", () => {
  const ids = Array.from({ length: 9 }, (_, index) => `r${index}`);
  const all = looksOf(ids.map(plain), options(ids));
  const fewer = looksOf(ids.filter((id) => id !== "r3").map(plain), options(ids));
  for (const [id, look] of fewer) expect(look).toEqual(all.get(id));
  expect(new Set([...all.values()].map(({ colour }) => colour)).size).toBe(9);
});
