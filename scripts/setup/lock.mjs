import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { print } from "./step.mjs";

const heartbeat = 5_000;
const stale = 60_000;

const read = (path) => {
  try {
    return { text: readFileSync(path, "utf8"), age: Date.now() - statSync(path).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** A lock is abandoned when its process has ended on this machine, or its heartbeat has stopped. */
export const isAbandoned = ({ text, age }) => {
  const [pid, host] = text.trim().split(" ");
  if (!(Number(pid) > 0)) return age > heartbeat;
  return (host === hostname() && !isAlive(Number(pid))) || age > stale;
};

const tryTake = (path, token) => {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
};

/** Renaming is atomic, so only one of several processes removes an abandoned lock. */
const removeAbandoned = (path, seen) => {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (readFileSync(aside, "utf8") === seen.text) rmSync(aside);
  else renameSync(aside, path);
};

/** Runs `work` under the lock file. Waits while another process has it, and takes over an abandoned one. */
export const withLock = async (path, work, { onWait = defaultOnWait, pause = 300 } = {}) => {
  mkdirSync(dirname(path), { recursive: true });
  const token = `${process.pid} ${hostname()} ${Date.now()}\n`;
  let waited = false;
  while (!tryTake(path, token)) {
    const holder = read(path);
    if (holder && isAbandoned(holder)) {
      removeAbandoned(path, holder);
      continue;
    }
    if (holder && !waited) {
      waited = true;
      onWait(holder.text.split(" ")[0]);
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
  const release = () => {
    if (read(path)?.text === token) rmSync(path, { force: true });
  };
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), heartbeat);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off("exit", release);
    release();
  }
};

const defaultOnWait = (pid) =>
  print(`Another set-up (process ${pid}) is running; waiting for it …`);
