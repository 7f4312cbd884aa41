import { expect, test } from "vitest";
import { errorLine, run } from "./run.mjs";

const node = (script, options) => run(process.execPath, ["-e", script], options);

test("a program's exit code and both of its output streams are returned", async () => {
  const { code, output } = await node("console.log('out'); console.error('err'); process.exit(3)");
  expect(code).toBe(3);
  expect(output).toContain("out");
  expect(output).toContain("err");
});

test("a program that does not exist has exit code 127", async () => {
  expect((await run("no-such-program-anywhere", [])).code).toBe(127);
});

test("a program that exceeds its time limit is killed", async () => {
  const { code, timedOut } = await node("setInterval(() => {}, 1000)", { timeLimit: 200 });
  expect(timedOut).toBe(true);
  expect(code).not.toBe(0);
});

test("the error line of an output is the one that gives the reason", () => {
  const output = [
    "collecting tensorflow-cpu",
    "ERROR: No matching distribution found for tensorflow-cpu==2.21.0",
    "",
    "a new release of pip is there",
    "npm error code 1",
  ].join("\n");
  expect(errorLine(output)).toBe(
    "ERROR: No matching distribution found for tensorflow-cpu==2.21.0",
  );
  const thrown =
    "Error: getaddrinfo ENOTFOUND\n    at somewhere\nEmitted 'error' event on Request\n}";
  expect(errorLine(thrown)).toBe("Error: getaddrinfo ENOTFOUND");
  expect(errorLine("")).toBe("no output");
});
