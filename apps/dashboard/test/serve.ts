import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listen, type TrackingServer } from "@vae-lab/tracking-server";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** Builds the page into `folder`. */
export const buildPage = async (folder: string, mode = "production"): Promise<void> => {
  await build({ root, mode, logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
};

/**
 * Serves the page in `folder` and the API of a tracking server on one origin; `before` may respond
 * instead.
 */
export const serve = (
  folder: string,
  tracking?: TrackingServer,
  before: (request: Request) => Response | undefined = () => undefined,
) =>
  listen({
    port: 0,
    fetch: async (request) => {
      const early = before(request);
      if (early !== undefined) return early;
      const { pathname } = new URL(request.url);
      if (/^\/(api|ajax-api|get-artifact)(\/|$)/.test(pathname))
        return tracking === undefined
          ? new Response("no API", { status: 502 })
          : tracking.app.fetch(request);
      const asked = join(folder, pathname);
      const file = pathname !== "/" && existsSync(asked) ? asked : join(folder, "index.html");
      const type = types[extname(file)] ?? "application/octet-stream";
      return new Response(readFileSync(file), { headers: { "content-type": type } });
    },
  });
