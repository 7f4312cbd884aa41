import * as tf from "@tensorflow/tfjs";
import { dataType, dataTypeName } from "./data-type.ts";
import { type Binding, shareHandle, type TensorMetadata } from "./native.ts";
import { attributesOf } from "./op-attributes.ts";
import type { Leaf, Program, Value } from "./program.ts";
import { programBuilder } from "./program-builder.ts";
import { refusalOf } from "./refused-ops.ts";
import { UntraceableError } from "./untraceable-error.ts";

export interface Recorder {
  /** Behaves like the original and records the operations. */
  readonly binding: Binding;
  leaf(source: Leaf, metadata: TensorMetadata): void;
  /** Records why there can be no program. The function runs on, so that its state stays consistent. */
  refuse(reason: string): void;
  readonly refusal: UntraceableError | undefined;
  finish(outputs: readonly number[]): Program;
}

export function recorderOver(original: Binding): Recorder {
  const builder = programBuilder();
  const values = new Map<number, Value>();
  let refusal: UntraceableError | undefined;
  const refuse = (reason: string) => {
    refusal ??= new UntraceableError(reason);
  };

  const valueAt = (handle: number): Value => {
    const known = values.get(handle);
    if (known !== undefined) return known;
    const metadata = shareHandle(original, handle); // the binding gives shapes of outputs only
    original.deleteTensor(metadata.id);
    const captured = builder.leaf({ kind: "captured", handle }, metadata);
    values.set(handle, captured);
    return captured;
  };

  const executeOp: Binding["executeOp"] = (op, attributes, inputs, count) => {
    const made = original.executeOp(op, attributes, inputs, count);
    const reason = refusalOf(op, made);
    if (reason !== undefined) refuse(reason);
    const read = inputs.map(valueAt);
    const converted = attributesOf(original, op, attributes, read);
    const outputs = builder.operation(op, converted, read, made);
    for (const [index, { id }] of made.entries()) {
      const value = outputs[index];
      if (value !== undefined) values.set(id, value);
    }
    return made;
  };

  const createTensor: Binding["createTensor"] = (shape, dtype, array) => {
    const handle = original.createTensor(shape, dtype, array);
    if (dtype === dataType.string || Array.isArray(array)) {
      refuse("the function makes a string tensor; strings cannot be compiled");
    } else {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
      values.set(handle, builder.constant(bytes, { shape: [...shape], dtype }));
    }
    return handle;
  };

  const tensorDataSync: Binding["tensorDataSync"] = (handle) => {
    const value = values.get(handle);
    if (value !== undefined && !isFixed(value) && !insideGather()) {
      refuse(
        `the function reads a value (${description(value)}); a graph runs the same ops for all values`,
      );
    }
    return original.tensorDataSync(handle);
  };

  const refuseSavedModel = (): never => {
    throw new UntraceableError("the function uses a SavedModel; only tfjs ops can be compiled");
  };
  const override = {
    executeOp: { value: executeOp },
    createTensor: { value: createTensor },
    tensorDataSync: { value: tensorDataSync },
    loadSavedModel: { value: refuseSavedModel },
    runSavedModel: { value: refuseSavedModel },
  };
  return {
    binding: Object.create(original, override),
    leaf: (source, metadata) => {
      values.set(metadata.id, builder.leaf(source, metadata));
    },
    refuse,
    get refusal() {
      return refusal;
    },
    finish: (outputs) => builder.finish(outputs.map(valueAt)),
  };
}

function isFixed({ source }: Value): boolean {
  return source.kind === "constant" || source.kind === "captured";
}

/** tf.gather reads its indices only to check their range; TensorFlow's kernel checks it too. */
function insideGather(): boolean {
  return tf.engine().state.activeScope?.name === "gather__op";
}

function description({ shape, dtype, source }: Value): string {
  const type = `[${shape}] ${dataTypeName(dtype)}`;
  if (source.kind === "result") return `${type} from ${source.operation.op}`;
  if (source.kind === "variable") return `variable "${source.variable.name}", ${type}`;
  return source.kind === "input" ? `input ${source.name}, ${type}` : type;
}
