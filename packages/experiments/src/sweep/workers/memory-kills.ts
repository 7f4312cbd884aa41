import { readFileSync } from "node:fs";

/** Where Linux counts the processes that it has killed for lack of memory. */
const counters = ["/sys/fs/cgroup/memory.events", "/proc/vmstat"];

/** The number of processes killed for lack of memory so far, in this container or on this machine. */
export const memoryKills = (files: readonly string[] = counters): number =>
  files.reduce((sum, file) => {
    try {
      const [, count = "0"] = /^oom_kill (\d+)$/m.exec(readFileSync(file, "utf8")) ?? [];
      return sum + Number(count);
    } catch {
      return sum;
    }
  }, 0);
