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

/** A journal that lasts no longer than the page; its positions count characters. */
export const memoryJournal = (): Journal => {
  let records: { readonly record: string; readonly next: number }[] = [];
  let end = 0;
  /** Which record is the first behind a position; by halves, for every sending begins with it. */
  const firstBehind = (position: number): number => {
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
      for (let at = firstBehind(from); at < records.length; at++) {
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
