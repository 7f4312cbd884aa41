import type * as tf from "@tensorflow/tfjs";
import { handleOf, nativeBackend, shareHandle } from "./native.ts";
import type { Leaf } from "./program.ts";

export type Captured = Extract<Leaf, { kind: "variable" | "captured" }>;

/**
 * Tensors from the enclosing scope of a compiled function: variables with their value at each call,
 * other tensors with their value at compilation, even if the caller disposes of them.
 */
export interface Captures {
  /** The name of its placeholder. */
  nameOf(source: Captured): string;
  /** Handles by name of placeholder. @throws Error if a variable has been disposed */
  feeds(): Map<string, number>;
  release(): void;
}

export function captures(): Captures {
  const variables = new Map<tf.Variable, string>();
  const tensors = new Map<number, { name: string; copy: number }>();
  return {
    nameOf: (source) => {
      if (source.kind === "variable") {
        const name = variables.get(source.variable) ?? `variable_${variables.size}`;
        variables.set(source.variable, name);
        return name;
      }
      const captured = tensors.get(source.handle) ?? {
        name: `captured_${tensors.size}`,
        copy: shareHandle(nativeBackend().binding, source.handle).id,
      };
      tensors.set(source.handle, captured);
      return captured.name;
    },
    feeds: () => {
      const feeds = new Map<string, number>();
      for (const [variable, name] of variables) {
        if (variable.isDisposed) {
          throw new Error(
            `a compiled function uses variable "${variable.name}", which has been disposed`,
          );
        }
        feeds.set(name, handleOf(variable));
      }
      for (const { name, copy } of tensors.values()) feeds.set(name, copy);
      return feeds;
    },
    release: () => {
      for (const { copy } of tensors.values()) nativeBackend().binding.deleteTensor(copy);
      tensors.clear();
    },
  };
}
