import { missingDependencies } from "../setup/dependencies.mjs";
import { smokeTest } from "../setup/smoke-test.mjs";
import { readStamp } from "../setup/stamp.mjs";
import { checkBfloat16 } from "./bfloat16.mjs";
import { note, ok, problem } from "./finding.mjs";
import { describeWebAssembly } from "./webassembly.mjs";

const remedy = "npm run setup";

export const checkPackages = () => {
  const missing = missingDependencies();
  if (missing.length === 0) return ok("npm packages", "installed as in package-lock.json");
  const which = missing.length > 3 ? `${missing.length} packages` : missing.join(", ");
  return problem("npm packages", `not installed: ${which}`, remedy);
};

/** The backend that trials will use, found by trying it, and how they will run a training step. */
export const checkBackend = async () => {
  if (missingDependencies().length > 0)
    return [problem("backend", "unknown until the npm packages are installed", remedy)];
  const { library, oneDnn, kernels, bfloat16, reason } = await smokeTest();
  if (library)
    return [
      ok("backend", `TensorFlow ${library}, native, oneDNN ${oneDnn}`, {
        backend: "tensorflow",
        library,
        oneDnn,
      }),
      kernels === "tfjs-jit"
        ? ok("training step", "compiled into one TensorFlow graph, with the kernels of tfjs-jit", {
            step: "compiled",
            kernels,
          })
        : note(
            "training step",
            "compiled into one TensorFlow graph, with TensorFlow's kernels, up to a fifth slower",
            `${remedy} compiles the kernels of tfjs-jit with g++ or clang++`,
            { step: "compiled", kernels },
          ),
      checkBfloat16(bfloat16),
    ];
  const stamp = readStamp();
  const reasons = stamp?.backend === "wasm" ? stamp.reasons : [reason];
  return [
    note(
      "backend",
      `${await describeWebAssembly()}, about 7 times slower than native TensorFlow (${reasons.join("; ")})`,
      `${remedy} tries the native library again`,
      { backend: "wasm" },
    ),
    note("training step", "eager: op by op", "the native library compiles it", { step: "eager" }),
  ];
};
