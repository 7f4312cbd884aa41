import { invalid } from "../api-error.ts";

/** The number of an experiment id. Ids of this server are small; a longer one belongs to none. */
export const parseExperimentId = (id: string): number => {
  if (!/^-?\d+$/.test(id))
    throw invalid(`Invalid experiment ID '${id}'. Experiment ID must be a valid integer.`);
  return Number.isSafeInteger(Number(id)) ? Number(id) : -1;
};

/** The numbers of experiment ids as a JSON list. */
export const experimentIdList = (ids: readonly string[]): string =>
  JSON.stringify(ids.map(parseExperimentId));
