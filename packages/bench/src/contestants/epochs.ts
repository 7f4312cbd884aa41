// node epochs.ts CONFIG: whole trials of a config, data and evaluation included.
import { loadBackend, runTrial, TrialConfig } from "@vae-lab/experiments";
import { versions } from "../engines/engines.ts";
import { answerRequests } from "./answer.ts";

const config = TrialConfig.parse(JSON.parse(process.argv[2] ?? ""));
const backend = await loadBackend();
await answerRequests(versions(), async (trials) => {
  let elbo = Number.NaN;
  for (let i = 0; i < trials; i++)
    for await (const event of runTrial(config, { backend }))
      if (event.kind === "epoch") elbo = event.measures["test/elbo"] ?? Number.NaN;
  return -elbo;
});
process.exit(0);
