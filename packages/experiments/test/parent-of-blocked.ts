import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

// Starts a process that never returns to its event loop, and prints its id.
const child = fork(join(import.meta.dirname, "blocked.ts"), [String(process.pid)], {
  execArgv: ["--import", import.meta.resolve("tsx")],
});
await once(child, "message");
console.log(child.pid);
