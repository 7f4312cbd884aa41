import { createServer } from "node:http";
import { expect, test } from "vitest";
import { asText, exitCode, note, ok, problem } from "./finding.mjs";
import { checkTracking } from "./store.mjs";

const findings = [ok("cores", "2"), note("browser", "none", "install one")];

test("a note gives exit code 0, a problem 1", () => {
  expect(exitCode(findings)).toBe(0);
  expect(exitCode([...findings, problem("backend", "gone", "npm run setup")])).toBe(1);
});

test("each remedy is printed below its finding", () => {
  expect(asText(findings)).toBe("✓ cores    2\n! browser  none\n           → install one");
});

test("a tracking server that responds is ok; one that does not is a problem with a remedy", async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/health" ? 200 : 404).end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const uri = `http://127.0.0.1:${server.address().port}`;
  expect(await checkTracking({ MLFLOW_TRACKING_URI: uri })).toMatchObject({ state: "ok", uri });
  await new Promise((closed) => server.close(closed));
  expect(await checkTracking({ MLFLOW_TRACKING_URI: uri })).toMatchObject({
    state: "problem",
    reachable: false,
    remedy: expect.stringContaining("MLFLOW_TRACKING_URI"),
  });
  expect(await checkTracking({})).toMatchObject({ state: "ok", kind: "embedded" });
});
