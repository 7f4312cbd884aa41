import { dataType } from "../data-type.ts";
import { kernels } from "../kernels.ts";
import { producedBy, type Value } from "../program.ts";
import type { Candidate, Rule } from "./rule.ts";

// TensorFlow's product copies a factor panel by panel. If its rows are a multiple of 2 KB apart, a
// panel maps to few sets of the first-level cache: a product takes 1.6 times as long at 512 columns
// as at 500 or 520, and twice as long at 1024.

/** 2 KB of float32. */
const conflictStride = 512;

const float32 = { type: dataType.float32 } as const;

/** A transposed right factor suffers most; as a left factor it is read along its rows. */
export const swappedProduct: Rule = {
  name: "a product with a transposed matrix whose rows conflict in the cache becomes the transpose of the swapped product",
  ops: ["MatMul"],
  rewrite: ({ inputs: [a, b], attributes, type }, { op, integers }) => {
    if (!a || !b || type.dtype !== dataType.float32) return undefined;
    if (isTrue(attributes.transpose_a) || !isTrue(attributes.transpose_b)) return undefined;
    const [rows = 0, inner = 0] = a.shape;
    const [columns = 0] = b.shape;
    // For shorter or taller products the transposition costs as much as it saves
    if (columns % conflictStride !== 0 || inner < 512 || rows >= columns) return undefined;
    const swapped = op("MatMul", [b, a], attributes, { ...type, shape: [columns, rows] });
    const kinds = { T: float32, Tperm: { type: dataType.int32 } };
    return op("Transpose", [swapped, integers([1, 0])], kinds, type);
  },
};

/** Whether the numbers of an input are mostly 0. */
export type IsMostlyZero = (input: string) => boolean;

/** Whether the left factor of a product, transposed or not, has the numbers of an input of mostly 0. */
export function isMostlyZeroFactor(
  a: Value,
  { transpose_b }: Candidate["attributes"],
  isMostlyZero: IsMostlyZero,
): boolean {
  const name = inputName(a);
  return name !== undefined && !isTrue(transpose_b) && isMostlyZero(name);
}

/**
 * For a left factor that is mostly zeros, transposed or not, a kernel that skips the zeros: tfjs-jit's
 * own, or TensorFlow's, which is faster than its dense one only where rows conflict in the cache.
 * Unlike in a dense product, 0 · ∞ is 0.
 */
export const sparseProduct = (isMostlyZero: IsMostlyZero): Rule => ({
  name: "a product of mostly zeros with a matrix becomes a sparse product",
  ops: ["MatMul"],
  rewrite: ({ inputs: [a, b], attributes, type }, { op }) => {
    const { transpose_a, transpose_b } = attributes;
    if (!a || !b || !transpose_a || !transpose_b || type.dtype !== dataType.float32)
      return undefined;
    if (!isMostlyZeroFactor(a, attributes, isMostlyZero)) return undefined;
    if (kernels() === "tfjs-jit")
      return op("TfjsJitMostlyZeroMatMul", [a, b], { transpose_a }, type);
    const [rows = 0] = a.shape;
    const [, columns = 0] = b.shape;
    if (columns % conflictStride !== 0 || rows < 64) return undefined; // for few rows the dense kernel is as fast
    const sparse = { a_is_sparse: { bool: true }, b_is_sparse: { bool: false } };
    const kinds = { Ta: float32, Tb: float32, transpose_a, transpose_b };
    return op("SparseMatMul", [a, b], { ...kinds, ...sparse }, type);
  },
});

const isTrue = (attribute: object | undefined): boolean =>
  attribute !== undefined && "bool" in attribute && attribute.bool === true;

/** The name of the input whose numbers a value has, maybe rounded. */
function inputName(value: Value): string | undefined {
  const inner = producedBy(value, "Reshape", "Cast")?.inputs[0];
  if (inner !== undefined) return inputName(inner);
  return value.source.kind === "input" ? value.source.name : undefined;
}
