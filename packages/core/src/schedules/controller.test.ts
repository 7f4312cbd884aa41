import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numberOf } from "../../test/at.ts";
import { sigmaPoints } from "../../test/fixed-noise.ts";
import { pathwise } from "../estimators/pathwise.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { linearVae } from "../models/linear-vae.ts";
import { type Parameters, pick, trainableNames } from "../networks/parameters.ts";
import { elbo } from "../objectives/elbo.ts";
import { adam } from "../optimizers/adam.ts";
import { rng } from "../random/rng.ts";
import { lossOf } from "../training/loss.ts";
import { type Metrics, trainStep } from "../training/train-step.ts";
import { parameterisedOf, type VaeTrainable } from "../training/trainable.ts";
import { controlVae } from "./control-vae.ts";
import type { Controller } from "./controller.ts";
import { targetRate } from "./target-rate.ts";
import { targetReconstruction } from "./target-reconstruction.ts";

/** What is measured at the end, on a linear VAE of one unit with λ = 4, σ² = 1, without noise. */
const settled = (beta: Controller, steps: number): Metrics => {
  const trainable: VaeTrainable<"normal", "expectation"> = {
    model: linearVae({ dataSize: 1, latentSize: 1, likelihood: gaussian({ variance: 1 }) }),
    objective: elbo({ beta }),
    estimator: pathwise({ samples: 2 }),
    optimizer: adam({ learningRate: 0.04 }),
  };
  const whole = parameterisedOf(trainable);
  const trained = trainableNames(whole);
  const batch = { values: Float32Array.of(2, -2), size: 2 };
  const [loss, { optimizer }] = [lossOf(trainable), trainable];
  const parameters = whole.init(rng(1));
  let state = { parameters, optimizerState: optimizer.init(pick(parameters, trained)) };
  let metrics: Metrics | undefined;
  for (let step = 0; step < steps; step++) {
    const next = trainStep(loss, optimizer, state, batch, sigmaPoints, trained);
    tf.dispose([state.parameters, state.optimizerState.slots]);
    ({ state, metrics } = next);
  }
  tf.dispose([state.parameters, state.optimizerState.slots]);
  if (metrics === undefined) throw new Error("there must be a step");
  return metrics;
};

describe("on a linear VAE, where R = ½ ln(λ/βσ²) and D = βσ²,", () => {
  test("training reaches a target rate of ½, with beta = 4/e", () => {
    const { rate, beta } = settled(targetRate({ rate: 0.5, gain: 0.03 }), 500);
    expect([rate ?? Number.NaN]).toBeNear([0.5], 1e-2);
    expect([beta ?? Number.NaN]).toBeNear([4 / Math.E], 1e-2);
  });

  test.each([
    ["a target rate", targetRate({ rate: 0.5, gain: 0.1 }), 4 / Math.E],
    ["ControlVAE's", controlVae({ rate: 0.5, integral: 0.2, min: 0.1, max: 10 }), 4 / Math.E],
    // D = ½
    [
      "a target reconstruction",
      targetReconstruction({ reconstruction: -(0.5 + Math.log(2 * Math.PI)) / 2, gain: 0.5 }),
      0.5,
    ],
  ])("%s is met by a model that is always at its optimum", (_, controller, beta) => {
    const found = tf.tidy(() => {
      let memory = memoryAtFirst(controller);
      for (let step = 0; step < 150; step++) {
        const now = controller.value(memory);
        const rate = tf.log(tf.scalar(4).div(now)).div(2);
        const reconstruction = now.add(Math.log(2 * Math.PI)).div(-2);
        memory = controller.next(memory, { reconstruction, rate });
      }
      return numberOf(controller.value(memory));
    });
    expect([found]).toBeNear([beta], 1e-3);
  });
});

const memoryAtFirst = ({ initial }: Controller): Parameters =>
  Object.fromEntries(Object.entries(initial).map(([name, value]) => [name, tf.scalar(value)]));

/** The values of a controller that is shown these rates, one after the other. */
const shown = (controller: Controller, rates: number[]): number[] =>
  tf.tidy(() => {
    const { value, next } = controller;
    let memory = memoryAtFirst(controller);
    const at = (rate: number) => {
      memory = next(memory, { reconstruction: tf.scalar(0), rate: tf.scalar(rate) });
      return numberOf(value(memory));
    };
    return [numberOf(value(memory)), ...rates.map(at)];
  });

test("the multiplier of a target rate follows the unbiased moving average of the error", () => {
  const controller = targetRate({ rate: 2, gain: 0.5, smoothing: 0.5, from: 3, max: 4 });
  // relative errors 1, −½, 10; averages 1, (½·½ − ½·½)/¾ = 0, …; then the end of the range
  expect(shown(controller, [4, 1, 22])).toBeNear([3, 4, 4, 4], 1e-6);
  const free = targetRate({ rate: 2, gain: 0.5, smoothing: 0.5, from: 3 });
  const first = 3 * Math.exp(0.5);
  expect(shown(free, [4, 1])).toBeNear([3, first, first], 1e-6);
});

test("ControlVAE's sum of errors is constant while beta would be out of range", () => {
  const controller = controlVae({ rate: 1, proportional: 0, integral: 0.5, max: 1 });
  // e = −1 each: I = ½, 1, 1.5, then out of range above; then e = 1 is not summed up at once either
  expect(shown(controller, [2, 2, 2, 2, 0])).toBeNear([0, 0.5, 1, 1, 1, 1], 1e-6);
  const proportional = controlVae({ rate: 1, proportional: 0.2, integral: 1e-9 });
  expect(shown(proportional, [1, 3])).toBeNear([0, 0.1, 0.2 / (1 + Math.exp(-2))], 1e-6);
});

test("invalid controllers are refused", () => {
  expect(() => targetRate({ rate: 0 })).toThrow("rate must be a number > 0, got 0");
  expect(() => targetRate({ rate: 1, from: 5, max: 4 })).toThrow("from must be in [0.0001, 4]");
  expect(() => targetReconstruction({ reconstruction: 0 })).toThrow("other than 0, got 0");
  expect(() => controlVae({ rate: 1, min: 2 })).toThrow("max must be > min = 2, got 1");
});
