import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import type { Parameters } from "../networks/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { cosineDecay, linearDecay, stepDecay } from "./decay.ts";
import { withGradientClipping } from "./gradient-clipping.ts";
import { learningRateAt } from "./learning-rate.ts";
import type { Optimizer } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

const along = (schedule: Schedule, total: number): number[] =>
  Array.from({ length: total }, (_, i) => schedule(i + 1, total));

/**
 * The learning rates of ten steps by PyTorch 2.6's schedulers, one scheduler step after each optimizer step:
 * CosineAnnealingLR(opt, T_max=10, eta_min=0.001), LinearLR(opt, 1, 0.02, total_iters=10) and
 * MultiStepLR(opt, [5, 8], gamma=0.1), from lr = 0.05.
 */
const pytorch = {
  cosine: [
    0.05, 0.04880088464923127, 0.045320916362186214, 0.039900738681165594, 0.03307091636218621,
    0.0255, 0.01792908363781379, 0.01109926131883441, 0.005679083637813789, 0.0021991153507687385,
  ],
  linear: [0.05, 0.0451, 0.0402, 0.0353, 0.0304, 0.0255, 0.0206, 0.0157, 0.0108, 0.0059],
  step: [0.05, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005, 0.005, 0.0005, 0.0005],
};

test.each<[keyof typeof pytorch, Schedule]>([
  ["cosine", cosineDecay({ from: 0.05, to: 0.001 })],
  ["linear", linearDecay({ from: 0.05, to: 0.001 })],
  ["step", stepDecay({ from: 0.05 })],
])("%s decay gives the learning rates of PyTorch's scheduler", (name, schedule) => {
  expect(along(schedule, 10)).toBeNear(pytorch[name], 1e-12);
});

test("the first step is made at the initial rate, and no step at the final one", () => {
  for (const decay of [cosineDecay(), linearDecay(), stepDecay()]) {
    const rates = along(decay, 7);
    expect(rates[0]).toBe(1e-3);
    expect(Math.min(...rates)).toBeGreaterThan(0);
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  }
});

test("steps beyond the last are made at the final rate", () => {
  expect(cosineDecay({ to: 1e-5 })(30, 10)).toBe(1e-5);
  expect(linearDecay({ to: 1e-5 })(30, 10)).toBe(1e-5);
});

const gradients = { w: tf.tensor1d([0.5, -2, 3]) };

/** What three steps at these learning rates make of the same start. */
const walked = (optimizerAt: (step: number) => readonly [Optimizer, number | undefined]) =>
  tf.tidy(() => {
    let parameters: Parameters = { w: tf.tensor1d([1, 2, 3]) };
    let state = optimizerAt(1)[0].init(parameters);
    for (let step = 1; step <= 3; step++) {
      const [optimizer, rate] = optimizerAt(step);
      ({ parameters, state } = optimizer.update(gradients, state, parameters, rate));
    }
    return new Float32Array(parameters.w?.dataSync() ?? []);
  });

const schedule: Schedule = (step) => 0.1 / step;

test.each<[string, (learningRate: number | Schedule) => Optimizer]>([
  ["adam", (learningRate) => adam({ learningRate })],
  ["adamw", (learningRate) => adamw({ learningRate, weightDecay: 0.3 })],
  ["sgd", (learningRate) => sgd({ learningRate, momentum: 0.9, nesterov: true })],
  ["clipped sgd", (learningRate) => withGradientClipping(sgd({ learningRate }), 1)],
])("%s with a schedule makes each step as with that constant rate", (_, make) => {
  const scheduled = make(schedule);
  const byStep = [1, 2, 3].map((step) => make(schedule(step, 3)));
  expect(walked((step) => [scheduled, learningRateAt(scheduled, step, 3)])).toEqual(
    walked((step) => [byStep[step - 1] as Optimizer, undefined]),
  );
});

test("a constant rate has no value by step, and a scheduled one must be given", () => {
  expect(learningRateAt(adam(), 1, 10)).toBeUndefined();
  const parameters = { w: tf.zeros([3]) };
  const optimizer = adam({ learningRate: schedule });
  expect(() => optimizer.update(gradients, optimizer.init(parameters), parameters)).toThrow(
    "cannot take this step: the learning rate is scheduled and its value is missing",
  );
});

test("invalid learning rates and decays are refused", () => {
  expect(() => learningRateAt(adam({ learningRate: () => -1 }), 3, 10)).toThrow(
    "learningRate at step 3 must be ≥ 0, got -1",
  );
  expect(() => adam({ learningRate: "fast" as never })).toThrow(
    'learningRate must be a number > 0 or a schedule such as cosineDecay(), got "fast"',
  );
  expect(() => cosineDecay({ from: 0 })).toThrow("from must be a number > 0, got 0");
  expect(() => linearDecay({ to: -1 })).toThrow("to must be ≥ 0, got -1");
  expect(() => stepDecay({ factor: 1 })).toThrow("factor must be in (0, 1), got 1");
  expect(() => stepDecay({ at: [0.5, 2] })).toThrow("at[1] must be in (0, 1), got 2");
});
