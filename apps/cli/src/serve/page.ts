import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
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

const acceptsGzip = (request: Request): boolean =>
  /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");

const gzipped = promisify(gzip);
const packedFiles = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** A script or a style sheet, compressed once; other files are small or compressed already. */
const compressed = (
  path: string,
  bytes: Uint8Array,
  type: string,
): Promise<Uint8Array<ArrayBuffer>> | undefined => {
  if (!/javascript|css|json|svg/.test(type)) return undefined;
  const known = packedFiles.get(path);
  if (known !== undefined) return known;
  const packed = gzipped(bytes).then((buffer) => new Uint8Array(buffer));
  packedFiles.set(path, packed);
  return packed;
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
    const type = types[extname(path)] ?? "application/octet-stream";
    const packed =
      isAsset && acceptsGzip(request) ? await compressed(path, bytes, type) : undefined;
    const caching = isAsset ? "public, max-age=31536000, immutable" : "no-cache";
    return new Response(request.method === "HEAD" ? null : (packed ?? bytes), {
      headers: {
        "content-type": type,
        ...(packed && { "content-encoding": "gzip" }),
        ...(isAsset && { vary: "accept-encoding" }),
        "cache-control": caching,
        "x-content-type-options": "nosniff",
        ...(extname(path) === ".html" && {
          "content-security-policy": contentSecurityPolicy(new TextDecoder().decode(bytes)),
          "referrer-policy": "same-origin",
        }),
      },
    });
  };
