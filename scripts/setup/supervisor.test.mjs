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

test("when the one who asked is gone, the program ends with all that it started", async () => {
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
  // What a killed process leaves behind: its end of the pipe closes. All who hold our end of the
  // output must then be gone, since only their end ends it.
  supervised.stdin.destroy();
  await once(supervised.stdout, "close");
  expect(supervised.signalCode ?? supervised.exitCode).not.toBe(0);
});
