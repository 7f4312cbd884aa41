import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Gives the memory of objects that nothing refers to back to the system. V8 looks for them when a process
 * allocates, so one that has read large arrays and then waits would keep them.
 */
export const freeMemory = (): void => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
};
