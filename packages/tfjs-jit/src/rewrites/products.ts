import { dataType } from "../data-type.ts";
import { madeBy, type Value } from "../program.ts";
import type { Rule } from "./rule.ts";

// TensorFlow's product copies a factor panel by panel. Where its rows lie a multiple of 2 KB apart
// the panels share a few sets of any first-level cache: at 512 columns a product takes 1.6 times
// what it takes at 500 or 520, at 1024 twice.

/** float32 numbers in 2 KB. */
const colliding = 512;

const float32 = { type: dataType.float32 } as const;

/** A transposed right factor is the worst of these; as a left factor it is read along its rows. */
export const transposedFactor: Rule = {
  name: "a product with a transposed matrix whose rows collide is had transposed",
  ops: ["MatMul"],
  rewrite: ({ inputs: [a, b], attributes, type }, { op, integers }) => {
    if (!a || !b || type.dtype !== dataType.float32) return undefined;
    if (isTrue(attributes.transpose_a) || !isTrue(attributes.transpose_b)) return undefined;
    const [rows = 0, inner = 0] = a.shape;
    const [columns = 0] = b.shape;
    // Of shorter or taller products the turning costs as much
    if (columns % colliding !== 0 || inner < 512 || rows >= columns) return undefined;
    const turned = op("MatMul", [b, a], attributes, { ...type, shape: [columns, rows] });
    const kinds = { T: float32, Tperm: { type: dataType.int32 } };
    return op("Transpose", [turned, integers([1, 0])], kinds, type);
  },
};

/**
 * A left factor that is mostly zeros, plain or transposed, has a kernel that passes over them and
 * makes no such panels. Other than in a dense product, 0 · ∞ is 0.
 */
export const passingOverZeros = (isMostlyZero: (input: string) => boolean): Rule => ({
  name: "a product of mostly zeros with a matrix whose rows collide passes over the zeros",
  ops: ["MatMul"],
  rewrite: ({ inputs: [a, b], attributes: { transpose_a, transpose_b }, type }, { op }) => {
    if (!a || !b || !transpose_a || !transpose_b || isTrue(transpose_b)) return undefined;
    const name = inputName(a);
    if (name === undefined || type.dtype !== dataType.float32 || !isMostlyZero(name))
      return undefined;
    const [rows = 0] = a.shape;
    const [, columns = 0] = b.shape;
    if (columns % colliding !== 0 || rows < 64) return undefined; // of few rows dense is as fast
    const sparse = { a_is_sparse: { bool: true }, b_is_sparse: { bool: false } };
    const kinds = { Ta: float32, Tb: float32, transpose_a, transpose_b };
    return op("SparseMatMul", [a, b], { ...kinds, ...sparse }, type);
  },
});

const isTrue = (attribute: object | undefined): boolean =>
  attribute !== undefined && "bool" in attribute && attribute.bool === true;

/** The input that a value holds the numbers of. */
function inputName(value: Value): string | undefined {
  const { source } = madeBy(value, "Reshape")?.inputs[0] ?? value;
  return source.kind === "input" ? source.name : undefined;
}
