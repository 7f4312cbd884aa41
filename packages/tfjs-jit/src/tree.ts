import type * as tf from "@tensorflow/tfjs";
import { Tensor } from "@tensorflow/tfjs";
import type { TypedArray } from "./data-type.ts";

export type Leaf = tf.Tensor | TypedArray;

/**
 * The tensors and typed arrays in a tree of arrays and plain objects, with their paths ("0.weights").
 * @throws Error for anything else in the tree
 */
export function leavesOf(tree: unknown, path = ""): [path: string, leaf: Leaf][] {
  if (isLeaf(tree)) return [[path, tree]];
  if (!isContainer(tree)) {
    const seen = tree === null ? "null" : typeof tree;
    throw new Error(
      `arguments and results must be tensors, typed arrays, or arrays and plain objects of these, got ${seen} at ${path || "the root"}`,
    );
  }
  return childrenOf(tree).flatMap(([key, child]) =>
    leavesOf(child, path === "" ? key : `${path}.${key}`),
  );
}

/** The structure of a tree, with dtypes and shapes: different for any two trees that differ in it. */
export function structureOf(tree: unknown): string {
  if (tree instanceof Tensor) return `${tree.dtype}[${tree.shape}]`;
  const children = childrenOf(tree as object);
  return Array.isArray(tree)
    ? `[${children.map(([, child]) => structureOf(child))}]`
    : `{${children.map(([key, child]) => `${JSON.stringify(key)}:${structureOf(child)}`)}}`;
}

/** The same tree with these leaves, in the order of `leavesOf`. */
export function withLeaves(tree: unknown, leaves: Iterator<tf.Tensor>): unknown {
  if (isLeaf(tree)) return leaves.next().value;
  const children = childrenOf(tree as object).map(
    ([key, child]) => [key, withLeaves(child, leaves)] as const,
  );
  return Array.isArray(tree) ? children.map(([, child]) => child) : Object.fromEntries(children);
}

export function isTypedArray(value: unknown): value is TypedArray {
  return (
    value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array
  );
}

function childrenOf(tree: object): [key: string, child: unknown][] {
  return Array.isArray(tree)
    ? Array.from(tree, (child: unknown, index) => [`${index}`, child])
    : Object.entries(tree);
}

function isLeaf(value: unknown): value is Leaf {
  return value instanceof Tensor || isTypedArray(value);
}

function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
