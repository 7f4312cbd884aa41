import { expect, test } from "vitest";
import { lastWords, run } from "./run.mjs";

const node = (script, options) => run(process.execPath, ["-e", script], options);

test("a program's exit code and both of its streams come back", async () => {
  const { code, output } = await node("console.log('out'); console.error('err'); process.exit(3)");
  expect(code).toBe(3);
  expect(output).toContain("out");
  expect(output).toContain("err");
});

test("a program that does not exist ends with 127", async () => {
  expect((await run("no-such-program-anywhere", [])).code).toBe(127);
});

test("a program over its time is ended", async () => {
  const { code, timedOut } = await node("setInterval(() => {}, 1000)", { timeLimit: 200 });
  expect(timedOut).toBe(true);
  expect(code).not.toBe(0);
});

test("the last words of a program are the line that says what went wrong", () => {
  const output = [
    "collecting tensorflow-cpu",
    "ERROR: No matching distribution found for tensorflow-cpu==2.21.0",
    "",
    "a new release of pip is there",
    "npm error code 1",
  ].join("\n");
  expect(lastWords(output)).toBe(
    "ERROR: No matching distribution found for tensorflow-cpu==2.21.0",
  );
  const thrown =
    "Error: getaddrinfo ENOTFOUND\n    at somewhere\nEmitted 'error' event on Request\n}";
  expect(lastWords(thrown)).toBe("Error: getaddrinfo ENOTFOUND");
  expect(lastWords("")).toBe("it said nothing");
});
