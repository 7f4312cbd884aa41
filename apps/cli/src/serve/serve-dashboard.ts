import { fileURLToPath } from "node:url";
import { isApiPath, type Listening, listen } from "@vae-lab/tracking-server";
import type { Tracking } from "../tracking/tracking.ts";
import { servePage } from "./page.ts";

const pageFolder = fileURLToPath(new URL("../../../dashboard/dist", import.meta.url));

/** Where the dashboard listens. */
export interface DashboardAddress {
  readonly port: number;
  readonly fallBackToFreePort: boolean;
  /** Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Required unless `host` is a loopback address. */
  readonly token?: string;
}

/** Serves the page and the tracking API on one origin. @throws TokenError */
export const serveDashboard = (
  tracking: Tracking,
  address: DashboardAddress,
): Promise<Listening> => {
  const page = servePage(pageFolder);
  return listen({
    ...address,
    fetch: (request) =>
      isApiPath(new URL(request.url).pathname) ? tracking.answer(request) : page(request),
  });
};
