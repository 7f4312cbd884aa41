import { completeConfig } from "@vae-lab/experiments/config";
import { expect, test } from "vitest";
import { decimalNumber, wholeNumber } from "../command-line/numbers.ts";
import { partFrom } from "./config-from-flags.ts";

test("without options, the part is empty and the default config remains", () => {
  expect(partFrom({})).toEqual({});
});

test("each option sets its key", () => {
  const part = partFrom({
    latent: "2",
    hidden: "64,32",
    beta: "0.5",
    "learning-rate": "3e-4",
    seed: "7",
  });
  expect(part).toEqual({
    model: { latent: 2, hidden: [64, 32] },
    objective: { beta: 0.5 },
    optimizer: { learningRate: 3e-4 },
    seed: 7,
  });
});

test("numbers may have an exponent, and lists blanks", () => {
  expect(partFrom({ beta: ".5", variance: "1E-2", hidden: "400, 200" })).toEqual({
    objective: { beta: 0.5 },
    model: { likelihood: { variance: 0.01 }, hidden: [400, 200] },
  });
});

test.each(["0x10", "0b1", "0o7", " 5 ", "5\n", "1_000", "Infinity", "1e999"])(
  "%j is not a number",
  (text) => {
    expect(partFrom({ beta: text })).toEqual({ objective: { beta: text } });
    expect(partFrom({ epochs: text })).toEqual({ epochs: text });
    expect(() => decimalNumber()("--weight", text)).toThrow(
      `a number ≥ 0, got ${JSON.stringify(text)}`,
    );
    expect(() => wholeNumber({ min: 1 })("--epochs", text)).toThrow(JSON.stringify(text));
  },
);

test("a count consists of digits, as in the options of a study", () => {
  expect(() => completeConfig(partFrom({ epochs: "1e3", hidden: "4,2.0" }))).toThrow(
    'each of model.hidden must be a whole number ≥ 1, got "2.0"\n' +
      'epochs must be a whole number ≥ 1, got "1e3"',
  );
});

test("options change single values of a given config", () => {
  const given = { dataset: { name: "bars" }, model: { kind: "autoencoder", latent: 3 } };
  expect(completeConfig(given, partFrom({ epochs: "5" }))).toMatchObject({ ...given, epochs: 5 });
});

test("texts that are not numbers are refused by the rules of their keys, all together", () => {
  const part = partFrom({ latent: "two", beta: "x", hidden: "4,many" });
  expect(() => completeConfig(part)).toThrow(
    'model.latent must be a whole number ≥ 1, got "two"\n' +
      'each of model.hidden must be a whole number ≥ 1, got "many"\n' +
      'objective.beta must be a number ≥ 0, got "x"',
  );
});
