import * as tf from "@tensorflow/tfjs";
import { handleOf, type NativeBackend, nativeBackend, shareHandle } from "./native.ts";
import type { Program } from "./program.ts";
import { type Recorder, recorderOver } from "./recorder.ts";
import { seeded } from "./refused-ops.ts";

/** Makes a tensor that stands for an input of the compiled function; `example` gives its values. */
export type MakeInput = <R extends tf.Rank>(name: string, example: tf.Tensor<R>) => tf.Tensor<R>;

let depth = 0;

/** Whether kernels that run now become part of a program. */
export function isRecording(): boolean {
  return depth > 0;
}

/**
 * Runs `body` once, eagerly, and returns the kernels it ran.
 * Throws UntraceableError where repeating these kernels would not repeat the function.
 */
export function record(body: (input: MakeInput) => readonly tf.Tensor[]): Program {
  const backend = nativeBackend();
  const original = backend.binding;
  const recorder = recorderOver(original);
  const undo: (() => void)[] = [];
  tf.engine().startScope("record");
  depth++;
  try {
    undo.push(standInForVariables(backend, recorder));
    undo.push(watchRandomness(recorder));
    undo.push(watchDisposal());
    backend.binding = recorder.binding;
    const outputs = body((name, example) => {
      const metadata = shareHandle(original, handleOf(example));
      recorder.leaf({ kind: "input", name }, metadata);
      return backend.createOutputTensor(metadata) as typeof example;
    });
    return recorder.finish(outputs.map(handleOf));
  } finally {
    backend.binding = original;
    for (const restore of undo.reverse()) restore();
    depth--;
    releaseTape();
    tf.engine().endScope();
    throwIf(recorder.refusal);
  }
}

/** What tfjs saved for a gradient and, where the function throws, forgets. */
function releaseTape() {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  state.activeTape = [];
}

function throwIf(error: Error | undefined) {
  if (error !== undefined) throw error;
}

/** Gives each variable a handle of its own, since two may share a buffer, and forbids changing them. */
function standInForVariables(backend: NativeBackend, recorder: Recorder): () => void {
  const variables = Object.values(tf.engine().registeredVariables);
  const dataIds = variables.map((variable) => variable.dataId);
  for (const variable of variables) {
    const metadata = shareHandle(backend.binding, handleOf(variable));
    recorder.leaf({ kind: "variable", variable }, metadata);
    variable.dataId = backend.createOutputTensor(metadata).dataId;
    for (const method of ["assign", "dispose"]) {
      const value = () => recorder.refuse(`${method} is called on variable "${variable.name}"`);
      Object.defineProperty(variable, method, { configurable: true, value });
    }
  }
  return () => {
    for (const [index, variable] of variables.entries()) {
      const dataId = dataIds[index];
      if (dataId !== undefined) variable.dataId = dataId;
      Reflect.deleteProperty(variable, "assign");
      Reflect.deleteProperty(variable, "dispose");
    }
    const known = new Set(variables);
    for (const variable of Object.values(tf.engine().registeredVariables)) {
      if (known.has(variable)) continue;
      recorder.refuse(`variable "${variable.name}" is created: create it outside`);
      variable.dispose();
    }
  };
}

/** tfjs asks where else the data of a disposed tensor are, and fails to read `undefined`. */
function watchDisposal(): () => void {
  const engine = tf.engine();
  const { moveData } = engine;
  engine.moveData = (backend, dataId) => {
    if (!engine.state.tensorInfo.has(dataId)) {
      throw new Error("the function uses a tensor or variable that has been disposed");
    }
    moveData.call(engine, backend, dataId);
  };
  return () => {
    engine.moveData = moveData;
  };
}

/** tfjs's own random ops draw in JavaScript, from a generator that Math.random seeds. */
function watchRandomness(recorder: Recorder): () => void {
  const { random } = Math;
  Math.random = () => {
    const scope = tf.engine().state.activeScope?.name ?? "";
    const op = scope.endsWith("__op") ? `tf.${scope.replace("__op", "")}` : "Math.random";
    recorder.refuse(`${op} draws random numbers that would be frozen: ${seeded}`);
    return random();
  };
  return () => {
    Math.random = random;
  };
}
