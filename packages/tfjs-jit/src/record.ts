import * as tf from "@tensorflow/tfjs";
import { handleOf, type NativeBackend, nativeBackend, shareHandle } from "./native.ts";
import type { Program } from "./program.ts";
import { type Recorder, recorderOver } from "./recorder.ts";
import { seeded } from "./refused-ops.ts";

/** Makes a tensor for an input of the compiled function, with the values of `example`. */
export type MakeInput = <R extends tf.Rank>(name: string, example: tf.Tensor<R>) => tf.Tensor<R>;

let depth = 0;

/** Whether ops that run now become part of a program. */
export function isRecording(): boolean {
  return depth > 0;
}

/**
 * Runs `body` once, eagerly, and returns the operations that it ran.
 * @throws UntraceableError where repeating these operations would not repeat the function
 */
export function record(body: (input: MakeInput) => readonly tf.Tensor[]): Program {
  const backend = nativeBackend();
  const original = backend.binding;
  const recorder = recorderOver(original);
  const undo: (() => void)[] = [];
  tf.engine().startScope("record");
  depth++;
  try {
    undo.push(shadowVariables(backend, recorder));
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

/** Disposes of what tfjs saved for a gradient: it does not if the function throws. */
function releaseTape() {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  state.activeTape = [];
}

function throwIf(error: Error | undefined) {
  if (error !== undefined) throw error;
}

/** Gives each variable its own handle, because two may share one, and refuses changes to it. */
function shadowVariables(backend: NativeBackend, recorder: Recorder): () => void {
  const variables = Object.values(tf.engine().registeredVariables);
  const dataIds = variables.map((variable) => variable.dataId);
  for (const variable of variables) {
    const metadata = shareHandle(backend.binding, handleOf(variable));
    recorder.leaf({ kind: "variable", variable }, metadata);
    variable.dataId = backend.createOutputTensor(metadata).dataId;
    for (const method of ["assign", "dispose"]) {
      const value = () =>
        recorder.refuse(`the function calls ${method} on variable "${variable.name}"`);
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
      recorder.refuse(`the function creates variable "${variable.name}"; create it outside`);
      variable.dispose();
    }
  };
}

/** tfjs looks for the data of a disposed tensor in other backends and throws a TypeError. */
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

/** tfjs's random ops draw in JavaScript, from a generator that Math.random seeds. */
function watchRandomness(recorder: Recorder): () => void {
  const { random } = Math;
  Math.random = () => {
    const scope = tf.engine().state.activeScope?.name ?? "";
    const op = scope.endsWith("__op") ? `tf.${scope.replace("__op", "")}` : "Math.random";
    recorder.refuse(`${op} draws random numbers, which a graph would repeat; ${seeded}`);
    return random();
  };
  return () => {
    Math.random = random;
  };
}
