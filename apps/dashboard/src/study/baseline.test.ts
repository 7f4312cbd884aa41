import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import type { RunStatus } from "../sources/run-source.ts";
import { changeOf, differenceFrom } from "./baseline.ts";

const run = (value: number, kind = "gaussian", status: RunStatus = "FINISHED") =>
  runOf({
    id: `${value} ${kind} ${status}`,
    status,
    params: { "model.likelihood.kind": kind },
    metrics: { "test/elbo": value, "test/rate": value },
  });
const alone = (value: number, kind?: string, status?: RunStatus) => ({
  runs: [run(value, kind, status)],
  isGroup: false,
});
const group = (...values: number[]) => ({ runs: values.map((value) => run(value)), isGroup: true });

test("the difference of two runs has no interval, so that it is neither better nor worse", () => {
  const found = differenceFrom(alone(-100), alone(-90), "test/elbo");
  expect(found).toEqual({ difference: 10 });
  expect(found && changeOf(found, "test/elbo")).toBeUndefined();
});

test("a group is better only if the interval of its difference excludes 0", () => {
  const change = (...values: number[]) => {
    const found = differenceFrom(group(-100, -101, -102), group(...values), "test/elbo");
    return found && changeOf(found, "test/elbo");
  };
  expect(change(-90, -91, -92)).toBe("better");
  expect(change(-110, -111, -112)).toBe("worse");
  expect(change(-90, -101, -112)).toBeUndefined();
});

test("an ELBO has no difference from one of another likelihood, a rate has", () => {
  const [first, second] = [alone(1, "bernoulli"), alone(3)];
  expect(differenceFrom(first, second, "test/elbo")).toBeUndefined();
  expect(differenceFrom(first, second, "test/rate")?.difference).toBe(2);
});

test("a running run has its last value, a group counts finished runs only", () => {
  const running = alone(3, "gaussian", "RUNNING");
  expect(differenceFrom(alone(1), running, "test/rate")?.difference).toBe(2);
  expect(differenceFrom(alone(1), { ...running, isGroup: true }, "test/rate")).toBeUndefined();
});
