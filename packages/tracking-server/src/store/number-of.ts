import type { Database } from "./database.ts";

/** The value of a pragma that is a number. */
export const numberOf = (database: Database, pragma: string): number =>
  Object.values(database.first<Record<string, number>>(`PRAGMA ${pragma}`) ?? {})[0] ?? 0;
