import type { CompiledGraph } from "./compiled-graph.ts";
import { type DataTensors, sharedTensors } from "./data-tensors.ts";

/** The numbers in the parameters of the graphs that are kept: 48 MB with the state of Adam. */
const maxNumbers = 4_000_000;

/** How many graphs are kept: those of small models take more than their parameters. */
const maxGraphs = 16;

/** Graphs that trainings no longer use, for later ones of the same kind on the same data. */
export interface KeptGraphs {
  readonly tensorsOf: (data: Float32Array, dataSize: number) => DataTensors;
  /** A graph of this kind; undefined if none is kept. Graphs of other data are freed. */
  take(kind: string, data: Float32Array): CompiledGraph | undefined;
  /** Keeps a graph, and frees those that were kept longest if they are too many. */
  keep(kind: string, data: Float32Array, graph: CompiledGraph): void;
}

export const keptGraphs = (max = maxNumbers): KeptGraphs => {
  let of: Float32Array | undefined;
  /** The longest kept first. */
  let graphs: { readonly kind: string; readonly graph: CompiledGraph }[] = [];
  const onlyOf = (data: Float32Array): void => {
    if (of === data) return;
    for (const { graph } of graphs) graph.dispose();
    graphs = [];
    of = data;
  };
  return {
    tensorsOf: sharedTensors(),
    take: (kind, data) => {
      onlyOf(data);
      const found = graphs.find((kept) => kept.kind === kind);
      graphs = graphs.filter((kept) => kept !== found);
      return found?.graph;
    },
    keep: (kind, data, graph) => {
      onlyOf(data);
      graphs.push({ kind, graph });
      let numbers = graphs.reduce((sum, kept) => sum + kept.graph.numbers, 0);
      while (numbers > max || graphs.length > maxGraphs) {
        const oldest = graphs.shift()?.graph;
        numbers -= oldest?.numbers ?? numbers;
        oldest?.dispose();
      }
    },
  };
};
