import { invalid } from "../errors.ts";
import { type Batch, bytesOf, legalBatches, type Pair, type Point } from "./batches.ts";

/** Logged entities that are not sent yet, oldest first. */
export interface BatchBuffer {
  /** Number of points, params and tags. */
  readonly size: number;
  readonly bytes: number;
  add(batch: Batch): void;
  /** The oldest entities that fit one request; they stay until they are removed. */
  next(): Batch | undefined;
  remove(batch: Batch): void;
}

export const batchBuffer = (): BatchBuffer => {
  let waiting: Batch = { metrics: [], params: [], tags: [] };
  let bytes = 0;
  const params = new Map<string, string>();

  /** MLflow refuses a param twice in one request, even with equal values. */
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
      const left = <Entity extends Point | Pair>(entities: Entity[]) => {
        bytes -= sizeOf(entities.filter((entity) => gone.has(entity)));
        return entities.filter((entity) => !gone.has(entity));
      };
      const { metrics, params, tags } = waiting;
      waiting = { metrics: left(metrics), params: left(params), tags: left(tags) };
    },
  };
};

const sizeOf = (entities: readonly (Point | Pair)[]): number =>
  entities.reduce((sum, entity) => sum + bytesOf(entity), 0);
