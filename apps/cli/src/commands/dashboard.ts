import { Command } from "@commander-js/extra-typings";
import { openWorkspace } from "@vae-lab/experiments/workspace";
import { untilInterrupted } from "../command-line/interrupt.ts";
import { print } from "../command-line/output.ts";
import { homeFrom, homeOption, portFrom, portOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";
import { buildPage } from "../serve/build-page.ts";
import { serveDashboard } from "../serve/serve-dashboard.ts";
import { openTracking } from "../tracking/open-tracking.ts";
import { hasStore } from "../tracking/store-folder.ts";

export const dashboard = new Command("dashboard")
  .summary("Serve the dashboard without running anything")
  .description(
    "Serve the dashboard and the tracking API without running anything. MLflow's clients can log to this API.",
  )
  .addOption(portOption)
  .addOption(
    valueOption(
      "--host <address>",
      "Listen on this address (default: 127.0.0.1); any but this machine's own needs a password in $VAE_LAB_TOKEN",
      anyText,
    ),
  )
  .addOption(homeOption)
  .action(async ({ port, host, home: folder }) => {
    const token = process.env.VAE_LAB_TOKEN;
    const address = {
      ...portFrom(port),
      ...(host !== undefined && { host }),
      ...(token && { token }),
    };
    const home = homeFrom(folder);
    if (!hasStore(home)) await openWorkspace(home);
    const tracking = await openTracking(home, { access: "read" });
    try {
      await buildPage();
      const served = await serveDashboard(tracking, address);
      print(`dashboard: ${served.url} (runs in ${tracking.where}; served until Ctrl-C)`);
      await untilInterrupted();
      await served.close();
    } finally {
      tracking.close();
    }
  });
