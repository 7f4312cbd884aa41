import { fileURLToPath } from "node:url";
import { type Listening, listen } from "@vae-lab/tracking-server";
import type { Tracking } from "../tracking/open-tracking.ts";
import { servePage } from "./page.ts";

const pageFolder = fileURLToPath(new URL("../../../dashboard/dist", import.meta.url));

const isApi = (pathname: string): boolean =>
  /^\/(api|ajax-api)\/|^\/(get-artifact|health|version)$/.test(pathname);

/** Serves the page and the tracking API on one origin, on this machine only. */
export const serveDashboard = (
  tracking: Tracking,
  address: { readonly port: number; readonly fallBackToFreePort: boolean },
): Promise<Listening> => {
  const page = servePage(pageFolder);
  return listen({
    ...address,
    host: "127.0.0.1",
    fetch: (request) =>
      isApi(new URL(request.url).pathname) ? tracking.answer(request) : page(request),
  });
};
