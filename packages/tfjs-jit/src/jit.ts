import * as tf from "@tensorflow/tfjs";
import { type Captures, captures } from "./captures.ts";
import { dataType, type TypedArray } from "./data-type.ts";
import { emit } from "./emit.ts";
import { createGraph, type Graph } from "./graph.ts";
import { handleOf, nativeBackend } from "./native.ts";
import { isRecording } from "./record.ts";
import { openSession, type Session } from "./session.ts";
import { simplify } from "./simplify.ts";
import { trace } from "./trace.ts";
import { isTypedArray, type Leaf, leavesOf, structureOf, withLeaves } from "./tree.ts";
import { UntraceableError } from "./untraceable-error.ts";

/** The arguments of a function, with typed arrays in place of tensors of rank 1 where you like. */
export type Arguments<A extends unknown[]> = {
  [I in keyof A]: A[I] extends tf.Tensor ? A[I] | TypedArray : A[I];
};

/** A compiled function, made by `jit`. */
export interface CompiledFunction<A extends unknown[], R> {
  /**
   * Runs the graph of this signature; compiles one if there is none yet.
   * @throws UntraceableError, with the op or the reason, if a graph cannot repeat the function
   * @throws Error for arguments of another kind, disposed tensors, or a 65th signature
   */
  (...args: Arguments<A>): R;
  /** Frees the graphs; the function cannot be called afterwards. */
  dispose(): void;
}

const maxSignatures = 64;

/**
 * Compiles a function of tensors: each call runs one TensorFlow graph. Arguments and results are
 * tensors, or arrays and plain objects of tensors; the caller disposes of the results. For each new
 * signature (number and structure of the arguments, shapes and dtypes of their tensors) the first
 * call runs `fn` two or three times to trace it. Variables are read at each call; other tensors,
 * numbers and branches are those of the trace. Inside another compiled function or a gradient, a call
 * runs `fn` itself.
 * @throws only when the compiled function is called: see `CompiledFunction`
 */
export function jit<A extends unknown[], R>(fn: (...args: A) => R): CompiledFunction<A, R> {
  const compiled = new Map<string, Signature>();
  let disposed = false;
  const call = (...args: Arguments<A>): R => {
    if (disposed) throw new Error("cannot call a compiled function after dispose()");
    const leaves = leavesOf(args);
    for (const [path, leaf] of leaves) requireUsable(leaf, `argument ${path}`);
    const tensors = leaves.map(([, leaf]) => asTensor(leaf));
    const given = withLeaves(args, tensors.values()) as A;
    // Tensors made for typed arrays belong to the enclosing scope, which may use them later
    if (isRecording() || tf.engine().isTapeOn()) return fn(...given);
    try {
      const key = given.map((arg, index) => `${index}:${structureOf(arg)}`).join(" ");
      let signature = compiled.get(key);
      if (signature === undefined) {
        if (compiled.size === maxSignatures) {
          throw new Error(
            `cannot compile more than ${maxSignatures} signatures of a function, got ${key}; pad arguments to fewer shapes`,
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
  const graph = createGraph();
  const captured = captures();
  const results = emit(graph, program, (source, { dtype, shape }) =>
    graph.placeholder(
      source.kind === "input" ? source.name : captured.nameOf(source),
      dtype,
      shape,
    ),
  );
  const fetches = results.map((result, index) => {
    const type = program.outputs[index]?.dtype ?? dataType.float32;
    return graph.add("Identity", [result], { T: { type } }); // a placeholder cannot be fetched
  });
  const session = openOrRelease(graph, captured);
  return {
    run: (inputs) => {
      const feeds = captured.feeds();
      for (const [index, tensor] of inputs.entries()) feeds.set(inputName(index), handleOf(tensor));
      const backend = nativeBackend();
      const outputs = session.run(feeds, fetches).map((made) => backend.createOutputTensor(made));
      return withLeaves(traced.result, outputs.values());
    },
    dispose: () => {
      session.close();
      captured.release();
    },
  };
}

function openOrRelease(graph: Graph, captured: Captures): Session {
  try {
    return openSession(graph);
  } catch (error) {
    captured.release();
    throw error;
  }
}

function traceTree(fn: (inputs: tf.Tensor[]) => unknown, examples: readonly tf.Tensor[]) {
  let result: unknown;
  const program = trace((input) => {
    result = fn(examples.map((example, index) => input(inputName(index), example)));
    if (result instanceof Promise) {
      result.catch(() => undefined);
      throw new UntraceableError("the function returns a promise; a graph cannot wait");
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
