import { dataType } from "./data-type.ts";

/** An output of a node ("n" or "n:1"), or a control dependency on a node ("^n"). */
export type Reference = string;

export type Attribute =
  | { readonly type: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly bool: boolean }
  | { readonly bools: readonly boolean[] }
  | { readonly string: string }
  | { readonly shape: readonly number[] }
  | { readonly tensor: TensorLiteral };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface TensorLiteral {
  readonly dtype: number;
  readonly shape: readonly number[];
  /** One float32 for all elements, or the elements themselves. */
  readonly values: number | Uint8Array;
}

export interface Node {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Reference[];
  readonly attributes: Attributes;
}

export interface Graph {
  readonly nodes: readonly Node[];
  add(op: string, inputs: readonly Reference[], attributes: Attributes, name?: string): Reference;
  constant(literal: TensorLiteral): Reference;
  /** A tensor that the caller feeds; one per name. An axis of length −1 may have any length. */
  placeholder(name: string, dtype: number, shape: readonly number[]): Reference;
  /** The same graph from within a loop: nodes without inputs run once `pivot` has run. */
  within(pivot: Reference): Graph;
}

export function createGraph(): Graph {
  return graphOn([], undefined);
}

function graphOn(nodes: Node[], pivot: Reference | undefined): Graph {
  const constants = new Map<string, Reference>();
  const placeholders = new Set<string>();
  const self: Graph = {
    nodes,
    add: (op, inputs, attributes, name = `${op.replace(/^_+/, "")}_${nodes.length}`) => {
      const all = inputs.length === 0 && pivot !== undefined ? [ranBefore(pivot)] : inputs;
      nodes.push({ name, op, inputs: all, attributes });
      return name;
    },
    constant: (literal) => {
      const key = constantKey(literal);
      const known = constants.get(key);
      if (known !== undefined) return known;
      const attributes = { dtype: { type: literal.dtype }, value: { tensor: literal } };
      const made = self.add("Const", [], attributes);
      constants.set(key, made);
      return made;
    },
    placeholder: (name, dtype, shape) => {
      if (placeholders.has(name)) return name;
      placeholders.add(name);
      return self.add("Placeholder", [], { dtype: { type: dtype }, shape: { shape } }, name);
    },
    within: (frame) => graphOn(nodes, frame),
  };
  return self;
}

function constantKey({ dtype, shape, values }: TensorLiteral): string {
  const splat = typeof values === "number";
  const bytes = splat ? new Uint8Array(Float32Array.of(values).buffer) : values;
  return `${dtype}[${shape}]${splat}${Buffer.from(bytes).toString("latin1")}`;
}

/** A control dependency on the node of a reference. */
export function ranBefore(reference: Reference): Reference {
  return `^${reference.replace(/:\d+$/, "").replace(/^\^/, "")}`;
}

export function ints(...values: readonly number[]): TensorLiteral {
  const bytes = new Uint8Array(Int32Array.from(values).buffer);
  return { dtype: dataType.int32, shape: [values.length], values: bytes };
}

export function int(value: number): TensorLiteral {
  return { ...ints(value), shape: [] };
}

export function float(value: number): TensorLiteral {
  return { dtype: dataType.float32, shape: [], values: value };
}
