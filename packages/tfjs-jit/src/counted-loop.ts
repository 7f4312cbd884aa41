import { dataType } from "./data-type.ts";
import { type Attributes, type Graph, int, type Reference, ranBefore } from "./graph.ts";

export interface Turn {
  /** Adds nodes that run once per turn. */
  readonly graph: Graph;
  /** int32: 0, 1, … */
  readonly index: Reference;
  /** What the last turn left. */
  readonly carried: Reference;
  /** Brings a value from outside the loop into it. */
  bring(outside: Reference, dtype: number): Reference;
}

export interface Loop {
  readonly name: string;
  /** int32: the number of turns. */
  readonly count: Reference;
  readonly initial: Reference;
  /** Adds one turn: what it leaves, and the nodes that must have run before the next one starts. */
  turn(turn: Turn): { carried: Reference; done: readonly Reference[] };
}

const int32 = { T: { type: dataType.int32 } };
const float32 = { T: { type: dataType.float32 } };

/**
 * A loop in TensorFlow's dataflow form (Enter, Merge, Switch, NextIteration, Exit). Unlike a While
 * op it needs no function, in which each output would have to be named as its op's definition does.
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
  const nextCarried = `${name}/next_carried`;
  const merge = (first: Reference, next: Reference, type: Attributes) =>
    graph.add("Merge", [first, next], { ...type, N: { int: 2 } });
  const index = merge(enter(graph.constant(int(0)), dataType.int32, false), nextIndex, int32);
  const carried = merge(enter(loop.initial, dataType.float32, false), nextCarried, float32);
  const count = enter(loop.count, dataType.int32, true);
  const goesOn = graph.add("LoopCond", [graph.add("Less", [index, count], int32)], {});
  const indexSwitch = graph.add("Switch", [index, goesOn], int32);
  const carriedSwitch = graph.add("Switch", [carried, goesOn], float32);

  const currentIndex = graph.add("Identity", [`${indexSwitch}:1`], int32);
  const frame = graph.within(currentIndex);
  const brought = new Map<Reference, Reference>();
  const made = loop.turn({
    graph: frame,
    index: currentIndex,
    carried: `${carriedSwitch}:1`,
    bring: (outside, dtype) => {
      const inside = brought.get(outside) ?? enter(outside, dtype, true);
      brought.set(outside, inside);
      return inside;
    },
  });
  const after = made.done.map(ranBefore);
  const increased = frame.add("Add", [currentIndex, frame.constant(int(1)), ...after], int32);
  graph.add("NextIteration", [increased], int32, nextIndex);
  graph.add("NextIteration", [made.carried], float32, nextCarried);
  return graph.add("Exit", [`${carriedSwitch}:0`], float32);
}
