import type { Metric } from "../entities.ts";
import { limits } from "../limits.ts";

export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** A checked point; the optional fields name a logged model and a dataset. */
export interface Point extends Metric {
  readonly modelId?: string | undefined;
  readonly datasetName?: string | undefined;
  readonly datasetDigest?: string | undefined;
}

export interface Batch {
  readonly metrics: Point[];
  readonly params: Pair[];
  readonly tags: Pair[];
}

/** Bytes around the lists, with enough for the longest run id. */
const frameBytes = 1_000;
const encoder = new TextEncoder();
/** Characters that take one byte in JSON and UTF-8, as most do. */
const plain = /^[ !#-[\]-~]*$/;
const textBytes = (text: string): number =>
  plain.test(text) ? text.length + 2 : encoder.encode(JSON.stringify(text)).length;

/** The longest number, -1.7976931348623157e+308, and its comma. */
const numberBytes = 25;

/** An upper bound of the bytes of an entity in a request. */
export const bytesOf = (entity: Point | Pair): number =>
  "step" in entity
    ? textBytes(entity.key) + 3 * numberBytes + metricFrame + modelBytes(entity)
    : textBytes(entity.key) + textBytes(entity.value) + pairFrame;
const metricFrame = '{"key":,"value":,"timestamp":,"step":},'.length;
const modelBytes = ({ modelId, datasetName = "", datasetDigest = "" }: Point): number =>
  modelId === undefined
    ? 0
    : textBytes(modelId) + textBytes(datasetName) + textBytes(datasetDigest) + modelFrame;
const modelFrame = '"model_id":,"dataset_name":,"dataset_digest":,'.length;
const pairFrame = '{"key":,"value":},'.length;

/** Splits a batch into requests within MLflow's limits of counts and bytes. */
export function* legalBatches(all: Batch): Generator<Batch> {
  const queues = {
    params: new Queue(all.params, limits.paramsPerBatch),
    tags: new Queue(all.tags, limits.tagsPerBatch),
    metrics: new Queue(all.metrics, limits.metricsPerBatch),
  };
  while (!Object.values(queues).every((queue) => queue.isEmpty)) {
    const left = { entities: limits.entitiesPerBatch, bytes: limits.bytesPerBatch - frameBytes };
    const params = queues.params.take(left);
    const tags = queues.tags.take(left);
    const metrics = queues.metrics.take(left);
    yield { params, tags, metrics };
  }
}

class Queue<Entity extends Point | Pair> {
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

  /** The next entities that fit, in order; subtracts them from `left`. */
  take(left: { entities: number; bytes: number }): Entity[] {
    const taken: Entity[] = [];
    while (taken.length < this.#perBatch && left.entities > 0) {
      const entity = this.#entities[this.#next];
      if (entity === undefined) break;
      const bytes = bytesOf(entity);
      if (bytes > left.bytes) break;
      left.bytes -= bytes;
      left.entities--;
      taken.push(entity);
      this.#next++;
    }
    return taken;
  }
}
