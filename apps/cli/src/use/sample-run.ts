import { InputError } from "@vae-lab/experiments/input-error";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import type { Out } from "./out-option.ts";
import { withRun } from "./with-run.ts";
import { writeSamples } from "./write-samples.ts";

export interface SampleRequest {
  readonly run: string;
  readonly count: number;
  readonly out: Out;
  readonly seed: number;
  readonly draws: boolean;
  readonly home: string | undefined;
  readonly json: boolean;
}

/** Writes samples of a run's model: decoded draws of the prior. */
export const sampleRun = ({ run: source, count, out, seed, draws, home, json }: SampleRequest) =>
  withRun(source, home, async (run) => {
    if (run.model.description.kind !== "vae")
      throw new InputError(
        `cannot sample from ${run.name}: an ${run.model.description.kind === "autoencoder" ? "autoencoder" : "denoising autoencoder"} has no prior p(z); use encode and reconstruct`,
      );
    const samples = run.model.sample(count, { seed, output: draws ? "draw" : "mean" });
    await writeSamples(run, out, { samples, columns: Math.ceil(Math.sqrt(count)) });
    printResult(
      json,
      { run: run.name, out: out.path, shape: samples.shape },
      () =>
        `wrote ${countText(count, "sample")} of ${run.name} to ${out.path}${draws ? ", draws of p(x|z)" : ", means of p(x|z)"}`,
    );
  });
