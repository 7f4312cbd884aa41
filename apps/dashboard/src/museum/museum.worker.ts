import { knownDefects } from "@vae-lab/verify/known-defects";
import { checks, runMatrix } from "@vae-lab/verify/matrix";
import { expose } from "comlink";
import { wasmBackend } from "../worker/wasm-backend.ts";
import type { Museum } from "./messages.ts";

// Computes the effects of known defects and runs the checks that catch them, beside the page.

const estimates = 20_000;

const worker: Museum = {
  describe: async () => {
    await wasmBackend();
    return Object.values(knownDefects).map(({ replacement: _, effects, ...described }) => ({
      ...described,
      effects: effects(),
    }));
  },
  demonstrate: async (name) => {
    const { caughtBy, replacement } = knownDefects[name];
    const own = checks.filter(({ property }) => property === caughtBy);
    const correct = await runMatrix({ checks: own, estimates });
    const defective = await runMatrix({ checks: own, estimates, replacement });
    return {
      correct: correct.rows,
      defective: defective.rows,
      ...{ estimates, threshold: correct.threshold },
    };
  },
};

expose(worker);
