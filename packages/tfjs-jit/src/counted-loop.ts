import { dataType } from "./data-type.ts";
import { type Attributes, type Graph, int, type Reference, ranBefore } from "./graph.ts";

export interface Iteration {
  /** Nodes that are added here run once per iteration. */
  readonly graph: Graph;
  /** int32: 0, 1, … */
  readonly index: Reference;
  /** The state that the last iteration returned. */
  readonly state: Reference;
  /** A value from outside the loop, for use inside it. */
  enter(outside: Reference, dtype: number): Reference;
}

export interface Loop {
  readonly name: string;
  /** int32: the number of iterations. */
  readonly count: Reference;
  readonly initial: Reference;
  /** Adds one iteration: its new state, and the nodes that must run before the next one starts. */
  body(iteration: Iteration): { state: Reference; done: readonly Reference[] };
}

const int32 = { T: { type: dataType.int32 } };
const float32 = { T: { type: dataType.float32 } };

/**
 * Adds a loop in TensorFlow's dataflow form (Enter, Merge, Switch, NextIteration, Exit) and returns
 * its last state. A While op would need a function, whose outputs must be named as op definitions
 * name them.
 */
export function countedLoop(graph: Graph, loop: Loop): Reference {
  const { name } = loop;
  const enter = (outside: Reference, dtype: number, constant: boolean) =>
    graph.add("Enter", [outside], {
      T: { type: dtype },
      frame_name: { string: name },
      is_constant: { bool: constant },
      parallel_iterations: { int: 1 },
    });
  const nextIndex = `${name}/next_index`;
  const nextState = `${name}/next_state`;
  const merge = (first: Reference, next: Reference, type: Attributes) =>
    graph.add("Merge", [first, next], { ...type, N: { int: 2 } });
  const index = merge(enter(graph.constant(int(0)), dataType.int32, false), nextIndex, int32);
  const state = merge(enter(loop.initial, dataType.float32, false), nextState, float32);
  const count = enter(loop.count, dataType.int32, true);
  const condition = graph.add("LoopCond", [graph.add("Less", [index, count], int32)], {});
  const indexSwitch = graph.add("Switch", [index, condition], int32);
  const stateSwitch = graph.add("Switch", [state, condition], float32);

  const currentIndex = graph.add("Identity", [`${indexSwitch}:1`], int32);
  const frame = graph.within(currentIndex);
  const entered = new Map<Reference, Reference>();
  const made = loop.body({
    graph: frame,
    index: currentIndex,
    state: `${stateSwitch}:1`,
    enter: (outside, dtype) => {
      const inside = entered.get(outside) ?? enter(outside, dtype, true);
      entered.set(outside, inside);
      return inside;
    },
  });
  const after = made.done.map(ranBefore);
  const increased = frame.add("Add", [currentIndex, frame.constant(int(1)), ...after], int32);
  graph.add("NextIteration", [increased], int32, nextIndex);
  graph.add("NextIteration", [made.state], float32, nextState);
  return graph.add("Exit", [`${stateSwitch}:0`], float32);
}
