import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import {
  exactProduct,
  nearestBfloat16,
  productCases,
  roundingCases,
  specialNumbers,
} from "../test/bfloat16-cases.ts";
import { kernelProduct } from "../test/bfloat16-products.ts";
import { runKernel } from "../test/run-kernel.ts";
import { withKernels } from "../test/with-kernels.ts";
import { bfloat16, kernels } from "./kernels.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The products of all cases by a process whose kernels use these instructions. */
const productsBy = (instructions: string) => {
  const { stdout, stderr, signal } = spawnSync(
    process.execPath,
    [path("../../../scripts/run-source.mjs"), path("../test/print-bfloat16-products.ts")],
    {
      encoding: "utf8",
      env: { ...process.env, TFJS_JIT_KERNELS: instructions },
    },
  );
  if (signal === "SIGILL") return undefined;
  if (stdout === "") throw new Error(stderr);
  const { arithmetic, products } = JSON.parse(stdout) as {
    arithmetic: string;
    products: readonly string[];
  };
  return {
    arithmetic,
    products: products.map(
      (hex) => new Float32Array(new Uint8Array(Buffer.from(hex, "hex")).buffer),
    ),
  };
};

const bits = (values: ArrayLike<number>): string[] =>
  Array.from(values, (value) => (Object.is(value, -0) ? "-0" : String(value)));

/** Rounding is exact, and each sum is as near as float32 can guarantee, in any order of its terms. */
const expectProducts = (products: readonly Float32Array[]) => {
  const [rounded, multiplied] = [
    products.slice(0, roundingCases.length),
    products.slice(roundingCases.length),
  ];
  for (const [i, values] of rounded.entries()) {
    const { a, b } = roundingCases[i] ?? {};
    const numbers = (a?.length === 1 ? b : a) ?? [];
    // 0 + −0 is 0
    const expected = Array.from(numbers, (x) => nearestBfloat16(x) + 0);
    expect(bits(values)).toEqual(bits(expected));
  }
  expect(multiplied).toHaveLength(productCases.length);
  for (const [i, each] of productCases.entries()) {
    const { sum, size } = exactProduct(each);
    const got = multiplied[i] ?? [];
    expect(got).toHaveLength(sum.length);
    for (const [at, exact] of sum.entries())
      expect(Math.abs((got[at] ?? Number.NaN) - exact)).toBeLessThanOrEqual(
        each.inner * 2 ** -24 * (size[at] ?? 0),
      );
  }
};

test("rounding to bfloat16 is to nearest, ties to even", () => {
  const cases = [
    [1 + 2 ** -8, 1],
    [1 + 3 * 2 ** -8, 1 + 2 ** -6],
    [1 + 2 ** -8 + 2 ** -23, 1 + 2 ** -7],
    [3.4e38, Number.POSITIVE_INFINITY],
    [-(2 - 2 ** -7) * 2 ** 127, -(2 - 2 ** -7) * 2 ** 127],
  ] as const;
  for (const [x, rounded] of cases) expect(nearestBfloat16(x)).toBe(rounded);
  expect(specialNumbers.filter((x) => Number.isNaN(x))).toHaveLength(4);
});

const all = [...roundingCases, ...productCases];

withKernels("tfjs-jit", "products in bfloat16", () => {
  test("are of rounded elements, with sums in float32, for every size, transpose and special number", () => {
    expectProducts(all.map(kernelProduct));
  });

  test("have the same bits with every instruction set that multiplies in float32", () => {
    const baseline = productsBy("baseline");
    expect(baseline?.arithmetic).toBe("float32");
    const others = [
      ...(process.arch === "x64" ? [productsBy("avx2")?.products] : []),
      ...(bfloat16() === "float32" ? [all.map(kernelProduct)] : []),
    ];
    for (const products of others) expect(products).toEqual(baseline?.products);
  });

  test("are as near with AVX512-BF16", ({ skip }) => {
    const made = process.arch === "x64" ? productsBy("avx512_bf16") : undefined;
    if (made === undefined) skip("this processor cannot execute AVX512-BF16");
    expect(made?.arithmetic).toBe("avx512_bf16");
    expectProducts(made?.products ?? []);
  });

  test("refuse factors whose inner lengths differ", () => {
    const factors = [tf.ones([2, 3]), tf.ones([2, 3])];
    expect(() => runKernel("TfjsJitBfloat16MatMul", factors)).toThrow(
      "the inner lengths of the factors must be equal",
    );
    tf.dispose(factors);
  });
});

test("the arithmetic in bfloat16 is that of the kernels in use", () => {
  if (kernels() === "TensorFlow") expect(bfloat16()).toBe("TensorFlow");
  else expect(["avx512_bf16", "float32"]).toContain(bfloat16());
});
