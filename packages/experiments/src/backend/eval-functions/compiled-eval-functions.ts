import * as tf from "@tensorflow/tfjs";
import type { Rng } from "@vae-lab/core";
import {
  type EvalFunction,
  type RunEvalFunction,
  runEagerly,
  type TensorTree,
} from "@vae-lab/core/evaluation";
import type { PhiloxRng } from "@vae-lab/core/random";
import { type Draw, jit, statelessNormal, statelessUniform, UntraceableError } from "tfjs-jit";
import { tracedNoise } from "../steps/traced-noise.ts";

export interface CompiledEvalFunctions {
  /** Runs evaluation functions of the models with this key, which may differ in parameters only. */
  of(key: string): RunEvalFunction;
  /** Why functions run eagerly, by function name. */
  readonly refusals: ReadonlyMap<string, string>;
  /** Frees all graphs. Later calls compile again. */
  dispose(): void;
}

/**
 * Runs evaluation functions as TensorFlow graphs, one per function and set of shapes, and keeps them
 * for the next trial of the process. A function that cannot be compiled runs eagerly. Only for the
 * native backend.
 */
export const compiledEvalFunctions = (): CompiledEvalFunctions => {
  const graphs = new Map<string, Graph>();
  const refusals = new Map<string, string>();
  return {
    of: (key) => (evalFunction, inputs, rng) => {
      const name = `${evalFunction.name} of ${key}`;
      if (!hasSeed(rng) || refusals.has(name)) return runEagerly(evalFunction, inputs, rng);
      const graph = graphs.get(name) ?? graphOf(evalFunction);
      graphs.set(name, graph);
      try {
        return graph.run(inputs, rng) as ReturnType<typeof evalFunction.apply>;
      } catch (error) {
        if (!(error instanceof UntraceableError)) throw error;
        refusals.set(name, error.message);
        return runEagerly(evalFunction, inputs, rng);
      }
    },
    refusals,
    dispose: () => {
      for (const graph of graphs.values()) graph.dispose();
      graphs.clear();
    },
  };
};

interface Graph {
  run(inputs: TensorTree, rng: PhiloxRng): TensorTree;
  dispose(): void;
}

type Seeds = Record<string, tf.Tensor>;

const graphOf = <I extends TensorTree, O extends TensorTree>(
  evalFunction: EvalFunction<I, O>,
): Graph => {
  const noise = tracedNoise();
  let streamsKnown = false;
  const compiled = jit(
    (inputs: TensorTree, seeds: Seeds): TensorTree =>
      evalFunction.apply(inputs as I, noise.from(drawWith(seeds))),
  );
  return {
    run: (inputs, rng) => {
      // One eager run with zero noise shows which random streams are used
      if (!streamsKnown) tf.tidy(() => evalFunction.apply(inputs as I, noise.from(zeros)));
      streamsKnown = true;
      const seeds: Seeds = Object.fromEntries(
        Object.entries(noise.seeds(rng)).map(([name, seed]) => [
          name,
          tf.tensor1d([...seed], "int32"),
        ]),
      );
      try {
        return compiled(inputs as never, seeds as never);
      } finally {
        tf.dispose(seeds);
      }
    },
    dispose: compiled.dispose,
  };
};

const drawWith = (seeds: Seeds): Draw => {
  const seed = (stream: string): tf.Tensor => {
    const found = seeds[stream];
    if (found === undefined)
      throw new UntraceableError(
        `cannot compile an evaluation function: it uses another random stream in the second run (${stream})`,
      );
    return found;
  };
  return {
    normal: (stream, shape) => statelessNormal(shape, seed(stream)),
    uniform: (stream, shape) => statelessUniform(shape, seed(stream)),
  };
};

const zeros: Draw = {
  normal: (_, shape) => tf.zeros([...shape]),
  uniform: (_, shape) => tf.zeros([...shape]),
};

const hasSeed = (rng: Rng): rng is PhiloxRng => "seed" in rng;
