/**
 * An append-only list of records of one line each. The file on Node's side is in
 * `mlflow-js-client/node`; another may be made for IndexedDB or the like.
 */
export interface Journal {
  /** Resolves once the record would outlive the process; fails with nothing half-written. */
  append(record: string): Promise<void>;
  /**
   * The whole records from a position on (0 is the beginning), as far as there are any by now.
   * `next` is the position behind the record.
   */
  read(from: number): AsyncIterable<{ readonly record: string; readonly next: number }>;
  /** How far the records reach: the position of the next. */
  readonly end: number;
  /** Replaces all records, wholly or not at all. */
  replace(records: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A journal that lasts no longer than the page. */
export const memoryJournal = (): Journal => {
  let records: string[] = [];
  return {
    append: async (record) => {
      records.push(record);
    },
    read: async function* (from) {
      for (let at = from; at < records.length; at++) {
        const record = records[at];
        if (record !== undefined) yield { record, next: at + 1 };
      }
    },
    get end() {
      return records.length;
    },
    replace: async (others) => {
      records = [...others];
    },
    close: async () => undefined,
  };
};
