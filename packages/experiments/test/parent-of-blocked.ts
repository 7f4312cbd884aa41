import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { runSource } from "./run-source.ts";

// Starts a process that never returns to its event loop, and prints its id.
const child = fork(runSource, [join(import.meta.dirname, "blocked.ts"), String(process.pid)]);
await once(child, "message");
console.log(child.pid);
