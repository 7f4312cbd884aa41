/**
 * An append-only list of one-line records. `mlflow-js-client/node` has one in a file; a page can make
 * one on IndexedDB.
 */
export interface Journal {
  /**
   * Resolves once the record survives the end of the process.
   *
   * @throws an error of the storage; the record is then not in the journal.
   */
  append(record: string): Promise<void>;
  /** The records from a position to the current end. `next` is the position after the record. */
  read(from: number): AsyncIterable<{ readonly record: string; readonly next: number }>;
  /** The position after the last record. */
  readonly end: number;
  /** Replaces all records, completely or not at all. */
  replace(records: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A journal in memory. Its positions count characters. */
export const memoryJournal = (): Journal => {
  let records: { readonly record: string; readonly next: number }[] = [];
  let end = 0;
  /** Index of the first record after a position, by binary search. */
  const firstAfter = (position: number): number => {
    let [low, high] = [0, records.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((records[middle]?.next ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const append = (record: string): void => {
    end += record.length + 1;
    records.push({ record, next: end });
  };
  return {
    append: async (record) => append(record),
    read: async function* (from) {
      for (let at = firstAfter(from); at < records.length; at++) {
        const one = records[at];
        if (one !== undefined) yield one;
      }
    },
    get end() {
      return end;
    },
    replace: async (others) => {
      records = [];
      end = 0;
      others.forEach(append);
    },
    close: async () => undefined,
  };
};
