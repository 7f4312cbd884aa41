import type * as tf from "@tensorflow/tfjs";
import { handleOf, nativeBackend, shareHandle } from "./native.ts";
import type { Leaf } from "./program.ts";

export type Captured = Extract<Leaf, { kind: "variable" | "captured" }>;

/**
 * What a compiled function takes from around it: variables as they are at each call, other tensors
 * as they were when it was compiled, held even if the caller disposes of them.
 */
export interface Captures {
  /** The name of the placeholder through which it is fed. */
  nameOf(source: Captured): string;
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
      const held = tensors.get(source.handle) ?? {
        name: `captured_${tensors.size}`,
        copy: shareHandle(nativeBackend().binding, source.handle).id,
      };
      tensors.set(source.handle, held);
      return held.name;
    },
    feeds: () => {
      const feeds = new Map<string, number>();
      for (const [variable, name] of variables) {
        if (variable.isDisposed) {
          throw new Error(`a compiled function uses variable "${variable.name}", now disposed`);
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
