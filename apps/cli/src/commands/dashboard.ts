import { openHome } from "@vae-lab/experiments/home";
import { defineCommand } from "citty";
import { homeFrom, homeOption, portFrom, portOption } from "../command-line/shared-options.ts";
import { serveDashboard } from "../serve/serve-dashboard.ts";
import { untilInterrupted } from "../sweep/interrupt.ts";
import { openTracking } from "../tracking/open-tracking.ts";

export const dashboard = defineCommand({
  meta: {
    name: "dashboard",
    description:
      "Serve the dashboard and the tracking API, without running anything. MLflow's own clients can log to it",
  },
  args: {
    ...portOption,
    host: {
      type: "string",
      valueHint: "address",
      description:
        "Where to listen (Default: 127.0.0.1, this machine only; any other needs a token in $VAE_LAB_TOKEN, which is asked for as a password)",
    },
    ...homeOption,
  },
  run: async ({ args }) => {
    const token = process.env.VAE_LAB_TOKEN;
    const address = {
      ...portFrom(args.port),
      ...(args.host !== undefined && { host: args.host }),
      ...(token && { token }),
    };
    const home = homeFrom(args.home);
    if (!process.env.MLFLOW_TRACKING_URI) await openHome(home);
    const tracking = await openTracking(home);
    try {
      const served = await serveDashboard(tracking, address);
      console.log(`dashboard: ${served.url} (runs in ${tracking.where}; served until Ctrl-C)`);
      await untilInterrupted();
      await served.close();
    } finally {
      tracking.close();
    }
  },
});
