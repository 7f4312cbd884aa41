import * as tf from "@tensorflow/tfjs";
import { type Captures, captures } from "./captures.ts";
import { dataType, type TypedArray } from "./data-type.ts";
import { emit } from "./emit.ts";
import { type Graph, graph } from "./graph.ts";
import { handleOf, nativeBackend } from "./native.ts";
import { isRecording } from "./record.ts";
import { openSession, type Session } from "./session.ts";
import { simplify } from "./simplify.ts";
import { trace } from "./trace.ts";
import { isTypedArray, type Leaf, leavesOf, structureOf, withLeaves } from "./tree.ts";
import { UntraceableError } from "./untraceable-error.ts";

/** Where a tensor is asked for, a typed array is taken as a tensor of rank 1. */
export type Arguments<A extends unknown[]> = {
  [I in keyof A]: A[I] extends tf.Tensor ? A[I] | TypedArray : A[I];
};

export interface Compiled<A extends unknown[], R> {
  (...args: Arguments<A>): R;
  /** Frees the graphs; the function cannot be called afterwards. */
  dispose(): void;
}

const mostSignatures = 64;

/**
 * The same function of tensors, run as one TensorFlow graph. For each new signature (how many
 * arguments, what trees they are, shapes and types of their tensors) `fn` is run two or three times to see what it does; variables it uses are
 * read anew at each call. Arguments and results are tensors, or arrays and plain objects of tensors;
 * results belong to the caller. Inside another compiled function or a gradient, `fn` itself is called.
 * @throws UntraceableError naming the op or the reason why a graph could not repeat `fn`
 */
export function jit<A extends unknown[], R>(fn: (...args: A) => R): Compiled<A, R> {
  const compiled = new Map<string, Signature>();
  let disposed = false;
  const call = (...args: Arguments<A>): R => {
    if (disposed) throw new Error("the compiled function has been disposed");
    const leaves = leavesOf(args);
    for (const [path, leaf] of leaves) requireUsable(leaf, `argument ${path}`);
    const tensors = leaves.map(([, leaf]) => asTensor(leaf));
    const given = withLeaves(args, tensors.values()) as A;
    // What is made for typed arrays belongs to the scope around, which may go on using it
    if (isRecording() || tf.engine().isTapeOn()) return fn(...given);
    try {
      const key = given.map((arg, index) => `${index}:${structureOf(arg)}`).join(" ");
      let signature = compiled.get(key);
      if (signature === undefined) {
        if (compiled.size === mostSignatures) {
          throw new Error(
            `a function is compiled for at most ${mostSignatures} signatures, got one more: ${key}`,
          );
        }
        signature = compile((inputs) => fn(...(withLeaves(args, inputs.values()) as A)), tensors);
        compiled.set(key, signature);
      }
      return signature.run(tensors) as R;
    } finally {
      for (const [index, [, leaf]] of leaves.entries()) {
        if (isTypedArray(leaf)) tensors[index]?.dispose();
      }
    }
  };
  const dispose = () => {
    disposed = true;
    for (const signature of compiled.values()) signature.dispose();
    compiled.clear();
  };
  return Object.assign(call, { dispose });
}

interface Signature {
  run(inputs: readonly tf.Tensor[]): unknown;
  dispose(): void;
}

function compile(fn: (inputs: tf.Tensor[]) => unknown, examples: readonly tf.Tensor[]): Signature {
  const traced = traceTree(fn, examples);
  const program = simplify(traced.program);
  const whole = graph();
  const around = captures();
  const results = emit(whole, program, (source, { dtype, shape }) =>
    whole.placeholder(source.kind === "input" ? source.name : around.nameOf(source), dtype, shape),
  );
  const fetches = results.map((result, index) => {
    const type = program.outputs[index]?.dtype ?? dataType.float32;
    return whole.add("Identity", [result], { T: { type } }); // what is fed cannot be fetched
  });
  const session = openOrRelease(whole, around);
  return {
    run: (inputs) => {
      const feeds = around.feeds();
      for (const [index, tensor] of inputs.entries()) feeds.set(inputName(index), handleOf(tensor));
      const backend = nativeBackend();
      const outputs = session.run(feeds, fetches).map((made) => backend.createOutputTensor(made));
      return withLeaves(traced.result, outputs.values());
    },
    dispose: () => {
      session.close();
      around.release();
    },
  };
}

function openOrRelease(whole: Graph, around: Captures): Session {
  try {
    return openSession(whole);
  } catch (error) {
    around.release();
    throw error;
  }
}

function traceTree(fn: (inputs: tf.Tensor[]) => unknown, examples: readonly tf.Tensor[]) {
  let result: unknown;
  const program = trace((input) => {
    result = fn(examples.map((example, index) => input(inputName(index), example)));
    if (result instanceof Promise) {
      result.catch(() => undefined);
      throw new UntraceableError("the function returns a promise: a graph has no waiting in it");
    }
    const leaves = leavesOf(result);
    if (leaves.length === 0) throw new UntraceableError("the function returns no tensor");
    for (const [path, leaf] of leaves) requireUsable(leaf, `result ${path}`.trimEnd());
    return leaves.map(([, leaf]) => asTensor(leaf));
  });
  return { program, result };
}

function inputName(index: number): string {
  return `input_${index}`;
}

function requireUsable(leaf: Leaf, name: string) {
  if (isTypedArray(leaf)) return;
  if (leaf.isDisposed) throw new Error(`${name} has been disposed`);
  if (leaf.dtype === "string" || leaf.dtype === "complex64") {
    throw new UntraceableError(`${leaf.dtype} tensors cannot be compiled`);
  }
}

function asTensor(leaf: Leaf): tf.Tensor {
  return isTypedArray(leaf) ? tf.tensor1d(leaf) : leaf;
}
