import { explain } from "../command-line/exit-codes.ts";
import { surviveWriteErrors } from "../command-line/output.ts";
import { openTracking } from "../tracking/open-tracking.ts";
import type { DashboardOrder, DashboardReply } from "./dashboard-messages.ts";
import { serveDashboard } from "./serve-dashboard.ts";

// The process of `vae-lab start` that serves the dashboard. It ends when its parent disconnects or dies.

const reply = (message: DashboardReply): void => void process.send?.(message);

const serve = async ({ home, address }: DashboardOrder): Promise<void> => {
  const tracking = await openTracking(home, { mayBeAway: true });
  const { url, close } = await serveDashboard(tracking, address);
  process.on("disconnect", async () => {
    await close();
    tracking.close();
    process.exit();
  });
  reply({ kind: "serving", url });
};

surviveWriteErrors();
// Ctrl-C reaches the parent too, which stops the sweep first and this process then.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => setTimeout(() => process.exit(), 2_000).unref());
await serve(JSON.parse(process.argv[2] ?? "")).catch((error: unknown) => {
  reply({ kind: "failed", ...explain(error) });
  process.disconnect();
});
