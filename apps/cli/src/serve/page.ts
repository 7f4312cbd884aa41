import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

const read = async (path: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    return undefined;
  }
};

const plain = (text: string, status: number): Response =>
  new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

/** A path inside the folder; undefined for a path outside it. */
const inside = (folder: string, pathname: string): string | undefined => {
  try {
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    return path.startsWith(folder + sep) && !path.includes("\0") ? path : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Serves a built page from its folder. A path that is neither a file nor under /assets is a route of
 * the page and gets index.html. Files under /assets have their hash in their names and may be cached
 * for ever.
 */
export const servePage =
  (folder: string) =>
  async (request: Request): Promise<Response> => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return plain("cannot change the page: use GET or HEAD", 405);
    const { pathname } = new URL(request.url);
    const isAsset = pathname.startsWith("/assets/");
    const requested = inside(folder, pathname);
    const file = requested && (await read(requested));
    if (isAsset && !file) return plain("not found", 404);
    const path = requested && file ? requested : join(folder, "index.html");
    const bytes = file ?? (await read(path));
    if (!bytes) return plain("the page is not built: run `npm run build`", 503);
    const caching = isAsset ? "public, max-age=31536000, immutable" : "no-cache";
    return new Response(request.method === "HEAD" ? null : bytes, {
      headers: {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "cache-control": caching,
        "x-content-type-options": "nosniff",
        ...(extname(path) === ".html" && {
          "content-security-policy": contentSecurityPolicy(new TextDecoder().decode(bytes)),
          "referrer-policy": "same-origin",
        }),
      },
    });
  };
