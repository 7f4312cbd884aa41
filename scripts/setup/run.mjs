import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const supervisor = join(dirname(fileURLToPath(import.meta.url)), "supervisor.mjs");

const live = new Set();
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

const killTree = (child) => {
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
};

/** Each child leads a process group, so that its whole tree ends with this process or its time limit. */
const endAll = (signal) => {
  for (const child of live) killTree(child);
  process.exit(signal === "SIGINT" ? 130 : 143);
};

/**
 * Runs a program and collects its output. A program that cannot be started has exit code 127; one
 * that runs longer than `timeLimit` (ms) is killed.
 */
export const run = (
  command,
  args,
  { cwd, env = process.env, timeLimit, shell = false, onOutput } = {},
) =>
  new Promise((done) => {
    if (live.size === 0) for (const signal of signals) process.on(signal, endAll);
    const supervised = [supervisor, shell ? "shell" : "plain", command, ...args];
    const child = spawn(process.execPath, supervised, {
      cwd,
      env,
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    live.add(child);
    let output = "";
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-200_000);
        onOutput?.(chunk);
      });
    const timer =
      timeLimit &&
      setTimeout(() => {
        timedOut = true;
        killTree(child);
      }, timeLimit);
    const finish = (code) => {
      clearTimeout(timer);
      live.delete(child);
      if (live.size === 0) for (const signal of signals) process.off(signal, endAll);
      done({ code, output, timedOut });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.once("close", (code) => finish(code ?? 1));
  });

const stackLine = /^at |^node:|^Node\.js v/;
/** npm and node-gyp repeat the failure of what they ran, after it. */
const wrapperLine = /^(npm|gyp|node-pre-gyp) (error|ERR!)|^Failed to execute /;

/** The line of a program's output that most likely gives the reason of its failure. */
export const errorLine = (output) => {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !stackLine.test(line));
  const own = lines.filter((line) => !wrapperLine.test(line));
  const lastMatch = (pattern) => own.filter((line) => pattern.test(line)).at(-1);
  const line =
    lastMatch(/\berror: /i) ??
    lastMatch(/error|cannot|not found|no such|failed|unable/i) ??
    own.at(-1) ??
    lines.at(-1) ??
    "no output";
  return line.slice(0, 300);
};
