import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { binding, root } from "./paths.mjs";
import { errorLine, run } from "./run.mjs";

const child = join(dirname(fileURLToPath(import.meta.url)), "smoke-test-child.mjs");

const answerOf = (output) => {
  const line = output.split("\n").findLast((text) => text.startsWith('{"backend"'));
  return line ? JSON.parse(line) : undefined;
};

/**
 * Multiplies two matrices on the native backend, in a child process because a bad library may crash.
 * Returns `{ library, oneDnn, kernels, bfloat16 }` (its version; whether oneDNN is "on" or "off"; whose
 * kernels steps use; how they multiply in bfloat16), or `{ reason }`.
 */
export const smokeTest = async () => {
  if (!existsSync(binding))
    return { reason: "the binding of @tensorflow/tfjs-node is not installed" };
  const { code, output, timedOut } = await run(process.execPath, [child], {
    cwd: root,
    timeLimit: 120_000,
  });
  if (timedOut) return { reason: "no result after two minutes" };
  const answer = code === 0 ? answerOf(output) : undefined;
  const { backend, isRight, library, oneDnn, kernels, bfloat16 } = answer ?? {};
  if (backend === "tensorflow" && isRight) return { library, oneDnn, kernels, bfloat16 };
  return {
    reason: answer
      ? `the product of two matrices was wrong on backend ${answer.backend}`
      : errorLine(output),
  };
};
