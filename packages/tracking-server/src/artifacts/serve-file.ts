import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import parseRange from "range-parser";
import type { FoundFile } from "./artifact-store.ts";

const plainText = "text/plain; charset=utf-8";

/** Types a browser may show in place, because none can run a script. SVG and HTML can. */
const inlineTypes: Readonly<Record<string, string>> = {
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

/**
 * An artifact as a response that is safe on the page's own origin. HEAD, Range, If-Range,
 * If-None-Match and If-Modified-Since work as in RFC 9110; several ranges get the whole file.
 */
export const serveFile = async (file: FoundFile, request: Request): Promise<Response> => {
  const name = basename(file.path);
  const type = inlineTypes[extname(name).toLowerCase()];
  const etag = `"${file.size.toString(36)}-${Math.round(file.modifiedMs * 1_000).toString(36)}"`;
  const headers = new Headers({
    "content-type": type ?? "application/octet-stream",
    "content-disposition": `${type ? "inline" : "attachment"}; filename*=UTF-8''${encodeRfc5987(name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    "accept-ranges": "bytes",
    "last-modified": new Date(file.modifiedMs).toUTCString(),
    etag,
  });
  if (isUnchanged(request.headers, etag, file.modifiedMs))
    return new Response(null, { status: 304, headers });
  const range = rangeOf(request, etag, file.size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  if (range) headers.set("content-range", `bytes ${start}-${end}/${file.size}`);
  headers.set("content-length", String(end - start + 1));
  const isEmpty = request.method === "HEAD" || file.size === 0;
  const body = isEmpty ? null : await read(file, start, end);
  return new Response(body, { status: range ? 206 : 200, headers });
};

/** Reading a small file at once is faster than streaming it. */
const maxWholeBytes = 1_000_000;

const read = async (
  { path, size }: FoundFile,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>> =>
  size <= maxWholeBytes
    ? new Uint8Array(await readFile(path)).subarray(start, end + 1)
    : (Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>);

/** If-None-Match takes precedence over If-Modified-Since. */
const isUnchanged = (headers: Headers, etag: string, modifiedMs: number): boolean => {
  const tags = headers.get("if-none-match");
  if (tags !== null)
    return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return Math.floor(modifiedMs / 1_000) * 1_000 <= since;
};

const rangeOf = (
  { headers }: Request,
  etag: string,
  size: number,
): { start: number; end: number } | "unsatisfiable" | undefined => {
  const header = headers.get("range");
  const condition = headers.get("if-range");
  if (header === null || (condition !== null && condition !== etag)) return undefined;
  const ranges = parseRange(size, header);
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return undefined;
  return ranges[0];
};

const encodeRfc5987 = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
