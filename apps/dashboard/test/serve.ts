import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listen } from "@vae-lab/tracking-server";
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

/** What answers requests of the API: a tracking server in this process, or a way to another one. */
export interface Api {
  readonly app: { readonly fetch: (request: Request) => Response | Promise<Response> };
}

/** The API of a server at this address. */
export const apiAt = (address: string): Api => ({
  app: {
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method } = request;
      const headers = new Headers(request.headers);
      for (const name of ["host", "connection", "content-length", "origin", "referer"])
        headers.delete(name);
      const body = method === "GET" ? null : await request.arrayBuffer();
      const answer = await fetch(`${address}${pathname}${search}`, { method, headers, body });
      const type = answer.headers.get("content-type") ?? "application/octet-stream";
      return new Response(await answer.arrayBuffer(), {
        ...{ status: answer.status, headers: { "content-type": type } },
      });
    },
  },
});

/** Serves the page in `folder` and an API on one origin; `before` may respond instead. */
export const serve = (
  folder: string,
  tracking?: Api,
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
