// Runs a program and exits with its code, or kills it when the parent process is gone, however that
// died: stdin closes. An npm or pip that kept running would disturb the next one.
import { spawn } from "node:child_process";

const [shell, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  shell: shell === "shell",
  stdio: ["ignore", "inherit", "inherit"],
  windowsHide: true,
});

child.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once("exit", (code) => process.exit(code ?? 1));

process.stdin.resume().once("close", () => {
  if (process.platform === "win32") spawn("taskkill", ["/pid", String(process.pid), "/T", "/F"]);
  else process.kill(-process.pid, "SIGKILL");
});
