import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import type { FoundFile } from "./artifact-store.ts";

const plainText = "text/plain; charset=utf-8";

/** What a browser may show in place: none of these can run a script. SVG and HTML can. */
const shownTypes: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".json": "application/json",
  ".txt": plainText,
  ".log": plainText,
  ".md": plainText,
  ".csv": plainText,
  ".yaml": plainText,
  ".yml": plainText,
};

const readWhole = 1_000_000;

/** An artifact as an answer that is safe on the page's own origin. */
export const serveFile = async (file: FoundFile, request: Request): Promise<Response> => {
  const name = basename(file.path);
  const type = shownTypes[extname(name).toLowerCase()];
  const etag = `"${file.size.toString(36)}-${Math.round(file.modifiedMs * 1_000).toString(36)}"`;
  const headers = {
    "content-type": type ?? "application/octet-stream",
    "content-length": String(file.size),
    "content-disposition": `${type ? "inline" : "attachment"}; filename*=UTF-8''${encodeRfc5987(name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    etag,
  };
  if (request.headers.get("if-none-match") === etag) {
    const { "content-length": _, ...rest } = headers;
    return new Response(null, { status: 304, headers: rest });
  }
  if (request.method === "HEAD") return new Response(null, { headers });
  const body =
    file.size <= readWhole
      ? await readFile(file.path)
      : (Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>);
  return new Response(body, { headers });
};

const encodeRfc5987 = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
