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
/** Characters that JSON and UTF-8 leave as they are: nearly all that is logged. */
const plain = /^[ !#-[\]-~]*$/;
const textBytes = (text: string): number =>
  plain.test(text) ? text.length + 2 : encoder.encode(JSON.stringify(text)).length;

/** As large as a number gets: -1.7976931348623157e+308 and its comma. */
const numberBytes = 25;

/** What an entity takes in a request, or a little more. */
export const bytesOf = (entity: Metric | Pair): number =>
  "step" in entity
    ? textBytes(entity.key) + 3 * numberBytes + metricFrame
    : textBytes(entity.key) + textBytes(entity.value) + pairFrame;
const metricFrame = '{"key":,"value":,"timestamp":,"step":},'.length;
const pairFrame = '{"key":,"value":},'.length;

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

class Queue<Entity extends Metric | Pair> {
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
