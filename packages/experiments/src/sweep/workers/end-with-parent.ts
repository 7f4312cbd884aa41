import { Worker } from "node:worker_threads";

const everyMs = 200;

/** In a thread of its own, because loading TensorFlow and long operations block the main one. */
const watchdog = `
  const parent = Number(require("node:worker_threads").workerData);
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }, ${everyMs});
`;

/** Ends this process when its parent process dies or disconnects from it. */
export const endWithParent = (parentPid: number): void => {
  process.on("disconnect", () => process.exit());
  new Worker(watchdog, { eval: true, workerData: parentPid }).unref();
};
