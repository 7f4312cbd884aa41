import { fileURLToPath } from "node:url";
import { samplesPath } from "@vae-lab/experiments/samples-path";
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

/** Samples of data sets for the explorer. They need TensorFlow.js, which is slow to load. */
const samples = async (request: Request): Promise<Response> => {
  const { serveSamples } = await import("./samples.ts");
  return serveSamples(request);
};

/** Serves the page, samples of data sets and the tracking API on one origin. @throws TokenError */
export const serveDashboard = (
  tracking: Tracking,
  address: DashboardAddress,
): Promise<Listening> => {
  const page = servePage(pageFolder);
  return listen({
    ...address,
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === samplesPath) return samples(request);
      return isApiPath(pathname) ? tracking.answer(request) : page(request);
    },
  });
};
