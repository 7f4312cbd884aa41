import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { binding, root } from "./places.mjs";
import { lastWords, run } from "./run.mjs";

const child = join(dirname(fileURLToPath(import.meta.url)), "smoke-test-child.mjs");

const answerOf = (output) => {
  const line = output.split("\n").findLast((text) => text.startsWith('{"backend"'));
  return line ? JSON.parse(line) : undefined;
};

/**
 * Does the native backend multiply two matrices? In a child process, since a bad library may crash.
 * `{ library, oneDnn }` (its version; whether oneDNN is "on" or "off"), or `{ reason }`.
 */
export const smokeTest = async () => {
  if (!existsSync(binding)) return { reason: "the binding of @tensorflow/tfjs-node is not there" };
  const { code, output, timedOut } = await run(process.execPath, [child], {
    cwd: root,
    timeLimit: 120_000,
  });
  if (timedOut) return { reason: "loading it took longer than two minutes" };
  const answer = code === 0 ? answerOf(output) : undefined;
  const { backend, isRight, library, oneDnn } = answer ?? {};
  if (backend === "tensorflow" && isRight) return { library, oneDnn };
  return {
    reason: answer
      ? `the product of two matrices was wrong on backend ${answer.backend}`
      : lastWords(output),
  };
};
