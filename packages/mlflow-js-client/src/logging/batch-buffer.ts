import type { Metric } from "../entities.ts";
import { invalid } from "../errors.ts";
import { type Batch, bytesOf, legalBatches, type Pair } from "./batches.ts";

/** What has been logged and is not sent yet, oldest first. */
export interface BatchBuffer {
  /** Points, params and tags. */
  readonly size: number;
  readonly bytes: number;
  add(batch: Batch): void;
  /** The oldest that one request can hold; it stays until it is removed. */
  next(): Batch | undefined;
  remove(batch: Batch): void;
}

export const batchBuffer = (): BatchBuffer => {
  let waiting: Batch = { metrics: [], params: [], tags: [] };
  let bytes = 0;
  const params = new Map<string, string>();

  /** Twice the same param in a request is refused, though it says nothing new. */
  const isNew = ({ key, value }: Pair): boolean => {
    const known = params.get(key);
    if (known === undefined) return true;
    if (known === value) return false;
    throw invalid(
      `param ${JSON.stringify(key)}: a param keeps its first value, ${JSON.stringify(known)}, got ${JSON.stringify(value)}`,
    );
  };

  return {
    get size() {
      return waiting.metrics.length + waiting.params.length + waiting.tags.length;
    },
    get bytes() {
      return bytes;
    },
    add: (batch) => {
      const fresh = batch.params.filter(isNew);
      for (const { key, value } of fresh) params.set(key, value);
      const retagged = new Set(batch.tags.map((tag) => tag.key));
      const outdated = waiting.tags.filter((tag) => retagged.has(tag.key));
      waiting.metrics.push(...batch.metrics);
      waiting.params.push(...fresh);
      const tags = waiting.tags.filter((tag) => !outdated.includes(tag));
      waiting = { ...waiting, tags: [...tags, ...batch.tags] };
      bytes += sizeOf([...batch.metrics, ...fresh, ...batch.tags]) - sizeOf(outdated);
    },
    next: () => legalBatches(waiting).next().value ?? undefined,
    remove: (batch) => {
      const gone = new Set<object>([...batch.metrics, ...batch.params, ...batch.tags]);
      const left = <Entity extends Metric | Pair>(entities: Entity[]) => {
        bytes -= sizeOf(entities.filter((entity) => gone.has(entity)));
        return entities.filter((entity) => !gone.has(entity));
      };
      const { metrics, params, tags } = waiting;
      waiting = { metrics: left(metrics), params: left(params), tags: left(tags) };
    },
  };
};

const sizeOf = (entities: readonly (Metric | Pair)[]): number =>
  entities.reduce((sum, entity) => sum + bytesOf(entity), 0);
