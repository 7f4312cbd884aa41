import { dataType } from "../data-type.ts";
import { kernels } from "../kernels.ts";
import { producedBy, type Value } from "../program.ts";
import { type IsMostlyZero, isMostlyZeroFactor } from "./products.ts";
import type { Rewriter, Rule } from "./rule.ts";

/**
 * Products of matrices, and of batches of them, with elements rounded to bfloat16, to nearest with ties
 * to even, and sums in float32.
 */
export const bfloat16Products = (isMostlyZero: IsMostlyZero): Rule => ({
  name: "a product has factors that are rounded to bfloat16",
  ops: ["MatMul", "BatchMatMulV2"],
  rewrite: ({ op, inputs: [a, b], attributes, type }, rewriter) => {
    if (!a || !b || type.dtype !== dataType.float32 || isRounded(a)) return undefined;
    const isBatch = op === "BatchMatMulV2";
    if (isBatch && type.shape.length === 2) return undefined; // becomes a MatMul
    if (isBatch || kernels() === "TensorFlow")
      return rewriter.op(op, [rounded(a, rewriter), rounded(b, rewriter)], attributes, type);
    const { transpose_a, transpose_b } = attributes;
    if (!transpose_a || !transpose_b) return undefined;
    return isMostlyZeroFactor(a, attributes, isMostlyZero)
      ? rewriter.op("TfjsJitMostlyZeroMatMul", [a, b], { transpose_a, rounds }, type)
      : rewriter.op("TfjsJitBfloat16MatMul", [a, b], { transpose_a, transpose_b }, type);
  },
});

const rounds = { bool: true } as const;

function rounded(x: Value, { op }: Rewriter): Value {
  const cast = (value: Value, dtype: number) => {
    const attributes = {
      SrcT: { type: value.dtype },
      DstT: { type: dtype },
      Truncate: { bool: false },
    };
    return op("Cast", [value], attributes, { dtype, shape: x.shape });
  };
  return cast(cast(x, dataType.bfloat16), dataType.float32);
}

function isRounded(value: Value): boolean {
  return producedBy(value, "Cast")?.inputs[0]?.dtype === dataType.bfloat16;
}
