import { canonicalJson } from "../trial/identity.ts";
import type { loadDataset } from "./load-dataset.ts";

type Load = typeof loadDataset;

/** Keeps the data of the last config in memory, because the trials of a sweep often share them. */
export const cacheLast = (load: Load): Load => {
  let last: { readonly key: string; readonly data: ReturnType<Load> } | undefined;
  return (config) => {
    const key = canonicalJson(config);
    if (last?.key === key) return last.data;
    const data = load(config);
    last = { key, data };
    data.catch(() => {
      if (last?.data === data) last = undefined; // what is missing now may be there next time
    });
    return data;
  };
};
