import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const supervisor = join(dirname(fileURLToPath(import.meta.url)), "supervisor.mjs");
const forever = "setInterval(() => {}, 1000)";
const parent = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(forever)}], { stdio: "inherit" });
  console.log(child.pid);
  ${forever}`;

test("when the parent process is gone, the program ends with all its children", async () => {
  const supervised = spawn(
    process.execPath,
    [supervisor, "plain", process.execPath, "-e", parent],
    {
      stdio: ["pipe", "pipe", "inherit"],
      detached: true,
    },
  );
  const [pid] = await once(supervised.stdout, "data");
  expect(() => process.kill(Number(pid), 0)).not.toThrow();
  // A killed parent closes its end of the pipe. The output closes only when every process that
  // inherited it has ended.
  supervised.stdin.destroy();
  await once(supervised.stdout, "close");
  expect(supervised.signalCode ?? supervised.exitCode).not.toBe(0);
});
