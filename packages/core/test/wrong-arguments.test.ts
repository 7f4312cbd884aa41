import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  aggregatePosterior,
  annealedLowerBound,
  bidirectionalBounds,
  gapSplit,
  iwaeLadder,
  quadrature,
  refine,
} from "../src/evaluation/index.ts";
import {
  codes,
  decode,
  decodeSafetensors,
  elboTerms,
  encodeSafetensors,
  fit as fitted,
  fromTensors,
  priorCodes,
  recipes,
  reconstructionLogLikelihood,
  rng,
  sampleCodes,
  type TrainedModel,
  toTensors,
  trainedModel,
  type Vae,
} from "../src/index.ts";
import { DisposedError } from "../src/models/index.ts";

// What JavaScript users pass: no types stand in their way here.
// biome-ignore lint/suspicious/noExplicitAny: the subject of these tests
type Anything = any;

const essay = recipes.essayVae({ dataSize: 4, hidden: [3], latentSize: 2 });
const options = { epochs: 1, batchSize: 2, seed: 1 };
const x = Float32Array.of(0, 1, 0, 1, 1, 0, 1, 0);
const z = new Float32Array(4);

let trained: TrainedModel<Vae>;
let disposed: TrainedModel<Vae>;
beforeAll(async () => {
  trained = await fitted(essay, x, options);
  disposed = trainedModel(trained.model, trained.parameters);
  disposed.dispose();
});
afterAll(() => trained.dispose());

/** Every evaluation of a trained model on data. */
const onData: [string, (model: Anything, data: Anything) => unknown][] = [
  ["codes", (model, data) => codes(model, data)],
  ["sampleCodes", (model, data) => sampleCodes(model, data, rng(1))],
  ["elboTerms", (model, data) => elboTerms(model, data, { rng: rng(1) })],
  ["reconstructionLogLikelihood", (model, data) => reconstructionLogLikelihood(model, data, z)],
  ["refine", (model, data) => refine(model, data, { rng: rng(1), steps: 1 })],
  ["aggregatePosterior", (model, data) => aggregatePosterior(model, data, { rng: rng(1) })],
  ["iwaeLadder", (model, data) => iwaeLadder(model, data, { rng: rng(1), ladder: [1, 2] })],
  ["quadrature", (model, data) => quadrature(model, data, { spacing: 1 })],
  ["annealedLowerBound", (model, data) => annealedLowerBound(model, data, { rng: rng(1) })],
  [
    "bidirectionalBounds",
    (model, data) => bidirectionalBounds(model, { x: data, z }, { rng: rng(1) }),
  ],
  [
    "gapSplit",
    (model, data) => gapSplit(model, data, { rng: rng(1), logProbability: new Float64Array(2) }),
  ],
];

/** Those that take codes or nothing. */
const onCodes: [string, (model: Anything, codes: Anything) => unknown][] = [
  ["decode", (model, codes) => decode(model, codes)],
  ["reconstructionLogLikelihood", (model, codes) => reconstructionLogLikelihood(model, x, codes)],
  [
    "bidirectionalBounds",
    (model, codes) => bidirectionalBounds(model, { x, z: codes }, { rng: rng(1) }),
  ],
];

describe("data that fit refuses are refused by", () => {
  test.each(onData)("%s: bytes, NaN, plain arrays, tensors, doubles, part of a row", (_, call) => {
    const of = (data: unknown) => () => call(trained, data);
    expect(of(Float32Array.of(0, 255, 0, 255))).toThrow("[1] must be in [0, 1], got 255");
    expect(of(Float32Array.of(0, 1, Number.NaN, 1))).toThrow("[2] must be in [0, 1], got NaN");
    expect(of([0, 1, 0, 1])).toThrow(
      "x must be a Float32Array, got an array of 4; pass Float32Array.from(x)",
    );
    expect(of(Float64Array.of(0, 1, 0, 1))).toThrow(
      "got a Float64Array; pass Float32Array.from(x)",
    );
    expect(of(Uint8Array.of(0, 255, 0, 255))).toThrow(
      "got a Uint8Array; pass Float32Array.from(x, (byte) => byte / 255)",
    );
    expect(of(undefined)).toThrow("x must be a Float32Array, got undefined");
    expect(of(new Float32Array(5))).toThrow("x must have one or more rows of 4 numbers, got 5");
    const tensor = tf.zeros([1, 4]);
    expect(of(tensor)).toThrow(
      "x must be a Float32Array, got a tensor of shape [1, 4]; pass new Float32Array(await x.data())",
    );
    tensor.dispose();
  });
});

test("fit refuses the same, by the name data", async () => {
  const of = (data: Anything) => fitted(essay, data, options);
  await expect(of([1, 2, 3, 4])).rejects.toThrow("data must be a Float32Array, got an array of 4");
  await expect(of(Float32Array.of(0, 255, 0, 255))).rejects.toThrow("data[1] must be in [0, 1]");
  await expect(of(new Float32Array(5))).rejects.toThrow("rows of 4 numbers, got 5");
});

describe("codes that are none are refused by", () => {
  test.each(onCodes)("%s", (_, call) => {
    expect(() => call(trained, [1, 2, 3, 4])).toThrow(
      "z must be a Float32Array, got an array of 4",
    );
    expect(() => call(trained, Float32Array.of(0, Number.NaN, 0, 0))).toThrow(
      "z[1] must be a finite number, got NaN",
    );
    expect(() => call(trained, new Float32Array(3))).toThrow("rows of 2 numbers, got 3");
  });
});

describe("what is no trained model is refused by", () => {
  const all: [string, (model: Anything) => unknown][] = [
    ...onData.map(([name, call]): (typeof all)[number] => [name, (model) => call(model, x)]),
    ...onCodes.map(([name, call]): (typeof all)[number] => [name, (model) => call(model, z)]),
    ["priorCodes", (model) => priorCodes(model, rng(1), 2)],
    ["toTensors", (model) => toTensors(model)],
  ];
  test.each(all)("%s: one that is disposed, a promise, a recipe", (_, call) => {
    expect(() => call(disposed)).toThrow(DisposedError);
    expect(() => call(disposed)).toThrow("cannot use this model: its parameters are disposed");
    expect(() => call(Promise.resolve(trained))).toThrow("got a promise; await it");
    expect(() => call(essay)).toThrow("train it with fit");
    expect(() => call(recipes.essayVae)).toThrow("got a function; call it");
    expect(() => call(undefined)).toThrow("got undefined; pass what fit or restore returns");
  });

  test("trainedModel: parameters that are disposed", () => {
    expect(() => trainedModel(disposed.model, disposed.parameters)).toThrow(DisposedError);
  });
});

describe("options that are missing or wrong are named", () => {
  const model = (): Anything => trained;
  test.each<[string, () => unknown, string]>([
    [
      "none where one is required",
      () => elboTerms(model(), x, undefined as Anything),
      "elboTerms needs the option rng, got no options; pass them as in elboTerms({ rng })",
    ],
    [
      "a seed in place of a stream",
      () => elboTerms(model(), x, { rng: 7 } as Anything),
      "rng must be a stream of random numbers, got 7; pass rng(7)",
    ],
    [
      "a seed in place of a stream, by position",
      () => sampleCodes(model(), x, 7 as Anything),
      "rng must be a stream of random numbers, got 7; pass rng(7)",
    ],
    [
      "a name that is not known",
      () => elboTerms(model(), x, { rng: rng(1), sample: 3 } as Anything),
      "elboTerms has no option sample; did you mean samples? its options are rng, samples, regulariser, run",
    ],
    [
      "a number in place of options",
      () => iwaeLadder(model(), x, 50 as Anything),
      "the options of iwaeLadder must be an object, got 50; pass them as in iwaeLadder({ rng })",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(TypeError);
  });

  test("of a training", async () => {
    const of = (given: Anything) => fitted(essay, x, given);
    await expect(of(undefined)).rejects.toThrow(
      "training needs the options epochs, batchSize, seed, got no options",
    );
    await expect(of({ epochs: 1, seed: 1 })).rejects.toThrow(
      "training needs the option batchSize, got epochs, seed",
    );
    await expect(of({ ...options, batchsize: 4 })).rejects.toThrow(
      "training has no option batchsize; did you mean batchSize?",
    );
    await expect(of({ ...options, from: new Uint8Array(3) })).rejects.toThrow(
      "from must be a snapshot, got a Uint8Array; read its file by",
    );
  });
});

describe("what cannot be trained is refused with the part that is wrong", () => {
  const { objective, ...withoutObjective } = essay;
  test.each<[string, Anything, string]>([
    ["a recipe that was not called", recipes.essayVae, "got a function; call it"],
    ["nothing", undefined, "a trainable must be an object of a model and an optimizer"],
    [
      "an optimizer that was not called",
      { ...essay, optimizer: () => 0 },
      "got a function; call it, as in adam()",
    ],
    ["an objective that was not called", { ...essay, objective: () => 0 }, "call it, as in elbo()"],
    [
      "an estimator that was not called",
      { ...essay, estimator: () => 0 },
      "call it, as in pathwise()",
    ],
    [
      "an optimizer of tfjs",
      { ...essay, optimizer: tf.train.adam() },
      "got one without init, update; pass one such as adam()",
    ],
    ["no objective", withoutObjective, "a trainable with a prior must have an objective"],
  ])("%s", async (_, trainable, message) => {
    await expect(fitted(trainable, x, options)).rejects.toThrow(message);
    await expect(fitted(trainable, x, options)).rejects.toBeInstanceOf(TypeError);
  });
});

describe("a checkpoint", () => {
  test("is read from an ArrayBuffer and from a view that begins anywhere in one", () => {
    const bytes = encodeSafetensors(toTensors(trained));
    const all = decodeSafetensors(bytes).tensors;
    expect(Object.keys(all)).toEqual(Object.keys(trained.parameters));
    expect(decodeSafetensors(bytes.buffer).tensors).toEqual(all);
    const shifted = new Uint8Array(bytes.length + 7);
    shifted.set(bytes, 5);
    for (const view of [
      shifted.subarray(5, 5 + bytes.length),
      new DataView(shifted.buffer, 5, bytes.length),
      Buffer.from(bytes),
    ])
      expect(decodeSafetensors(view).tensors).toEqual(all);
  });

  test.each<[string, Anything, string]>([
    ["text", "file.safetensors", 'must be an ArrayBuffer or a Uint8Array, got "file.safetensors"'],
    ["a promise of bytes", Promise.resolve(), "got a promise; pass await response.arrayBuffer()"],
    ["an array", [1, 2], "got an array of 2"],
  ])("is not read from %s", (_, file, message) => {
    expect(() => decodeSafetensors(file)).toThrow(message);
    expect(() => decodeSafetensors(file)).toThrow(TypeError);
  });

  test("is not restored from a whole file, nor from plain arrays or too few numbers", () => {
    const good = toTensors(trained);
    const [name = ""] = Object.keys(good);
    const { shape = [], values = new Float32Array(0) } = good[name] ?? {};
    const file: Anything = { tensors: good, metadata: {} };
    expect(() => fromTensors(trained.model, file)).toThrow(
      "got tensors; pass the tensors of what decodeSafetensors returns",
    );
    const plain: Anything = { ...good, [name]: { shape, values: [...values] } };
    expect(() => fromTensors(trained.model, plain)).toThrow(
      `the values of ${name} must be a Float32Array, got an array of ${values.length}`,
    );
    expect(() =>
      fromTensors(trained.model, { ...good, [name]: { shape, values: values.subarray(1) } }),
    ).toThrow(`numbers for its shape [${shape.join(", ")}], got ${values.length - 1}`);
  });
});
