import { join } from "node:path";

/** Where a home keeps the embedded store. */
export const storeFolder = (home: string): string => join(home, "tracking");
