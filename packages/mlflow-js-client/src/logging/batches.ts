import { toWire } from "../codec.ts";
import type { Metric } from "../entities.ts";
import { limits } from "../limits.ts";

export interface Pair {
  readonly key: string;
  readonly value: string;
}

export interface Batch {
  readonly metrics: Metric[];
  readonly params: Pair[];
  readonly tags: Pair[];
}

/** The fields around the lists, with room for the longest run id there may be. */
const frameBytes = 1_000;
const encoder = new TextEncoder();
export const bytesOf = (entity: object): number =>
  encoder.encode(JSON.stringify(toWire(entity))).length + 1;

/** Cuts what is to be logged into requests that keep every limit: of counts and of bytes. */
export function* legalBatches(all: Batch): Generator<Batch> {
  const queues = {
    params: new Queue(all.params, limits.paramsPerBatch),
    tags: new Queue(all.tags, limits.tagsPerBatch),
    metrics: new Queue(all.metrics, limits.metricsPerBatch),
  };
  while (!Object.values(queues).every((queue) => queue.isEmpty)) {
    const room = { entities: limits.entitiesPerBatch, bytes: limits.bytesPerBatch - frameBytes };
    const params = queues.params.take(room);
    const tags = queues.tags.take(room);
    const metrics = queues.metrics.take(room);
    yield { params, tags, metrics };
  }
}

class Queue<Entity extends object> {
  readonly #entities: readonly Entity[];
  readonly #perBatch: number;
  #next = 0;

  constructor(entities: readonly Entity[], perBatch: number) {
    this.#entities = entities;
    this.#perBatch = perBatch;
  }

  get isEmpty(): boolean {
    return this.#next >= this.#entities.length;
  }

  /** As many as fitting, in order; takes their room. */
  take(room: { entities: number; bytes: number }): Entity[] {
    const taken: Entity[] = [];
    while (taken.length < this.#perBatch && room.entities > 0) {
      const entity = this.#entities[this.#next];
      if (entity === undefined) break;
      const bytes = bytesOf(entity);
      if (bytes > room.bytes) break;
      room.bytes -= bytes;
      room.entities--;
      taken.push(entity);
      this.#next++;
    }
    return taken;
  }
}
