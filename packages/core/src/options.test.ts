import { describe, expect, test } from "vitest";
import * as divergences from "./divergences/index.ts";
import * as estimators from "./estimators/index.ts";
import * as likelihoods from "./likelihoods/index.ts";
import * as models from "./models/index.ts";
import * as objectives from "./objectives/index.ts";
import * as optimizers from "./optimizers/index.ts";
import { requireOptions, withOptions } from "./options.ts";
import * as posteriors from "./posteriors/index.ts";
import { recipes } from "./recipes/recipes.ts";
import * as regularisers from "./regularisers/index.ts";
import * as schedules from "./schedules/index.ts";
import * as training from "./training/index.ts";

interface Box {
  readonly width: number;
  readonly height?: number;
}

const names = { width: "required", height: "optional" } as const;
const area = withOptions("area", names, ({ width, height = 1 }: Box) => width * height);
// What JavaScript users may pass
const anyArea = area as (options?: unknown) => number;

test("a function with options receives them", () => {
  expect(area({ width: 2, height: 3 })).toBe(6);
  expect(area({ width: 2 })).toBe(2);
});

test("the options may be omitted if all are optional", () => {
  const side = withOptions(
    "side",
    { length: "optional" },
    ({ length = 4 }: { length?: number }) => length,
  );
  expect(side()).toBe(4);
  expect(side({})).toBe(4);
});

test.each([
  [undefined, "area needs the option width, got no options; pass them as in area({ width })"],
  [{}, "area needs the option width, got none"],
  [{ height: 3 }, "area needs the option width, got height"],
  [{ width: undefined }, "area needs the option width, got none"],
  [
    { width: 2, heigth: 3 },
    "area has no option heigth; did you mean height? its options are width, height",
  ],
  [{ width: 2, HEIGHT: 3 }, "area has no option HEIGHT; did you mean height?"],
  [{ width: 2, high: 3 }, "area has no option high; did you mean height?"],
  [{ width: 2, colour: 3 }, "area has no option colour; its options are width, height"],
  [5, "the options of area must be an object, got 5; pass them as in area({ width })"],
  [null, "the options of area must be an object, got null"],
  [[2, 3], "the options of area must be an object, got an array of 2"],
])("%j is refused", (options, message) => {
  expect(() => anyArea(options)).toThrow(message);
  expect(() => anyArea(options)).toThrow(TypeError);
});

test("an undefined option counts as omitted, whatever its name", () => {
  expect(anyArea({ width: 2, height: undefined, colour: undefined })).toBe(2);
});

test("a prefix of an option is suggested before a similar name", () => {
  const check = () =>
    requireOptions(
      "vae",
      { latent: 3 } as object,
      {
        content: "optional",
        latentSize: "optional",
      } as never,
    );
  expect(check).toThrow("vae has no option latent; did you mean latentSize?");
});

/** Exported functions whose one argument is their options. */
const functions = Object.entries({
  ...divergences,
  ...estimators,
  ...likelihoods,
  ...models,
  ...objectives,
  ...optimizers,
  ...posteriors,
  ...regularisers,
  ...schedules,
  ...training,
  ...recipes,
}).filter((entry): entry is [string, (options: unknown) => unknown] => {
  const [, value] = entry;
  return typeof value === "function" && String(value).startsWith("(...[given])");
});

describe("functions with options refuse unknown ones:", () => {
  test("all are checked", () => {
    expect(functions.length).toBeGreaterThanOrEqual(100);
  });

  test.each(functions)("%s", (name, call) => {
    expect(() => call({ nonsense: 1 })).toThrow(`${name} has no option nonsense`);
  });
});

test("recipes check the names of their sizes, including those of the model", () => {
  const gaussianVae: (options: object) => unknown = recipes.gaussianVae;
  expect(() => gaussianVae({ latent: 3 })).toThrow(
    "gaussianVae has no option latent; did you mean latentSize?",
  );
});
