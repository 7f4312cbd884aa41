import type { MiddlewareHandler } from "hono";
import { isAdmitted } from "./token.ts";

export const isLoopback = (host: string): boolean =>
  loopback.has(host) || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

const hostnameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

const isLoopbackOrigin = (origin: string): boolean =>
  URL.canParse(origin) && loopback.has(new URL(origin).hostname);

const refuse = (message: string): Response =>
  new Response(message, { status: 403, headers: { "content-type": "text/plain" } });

/**
 * Refuses a request for an unknown host name: a foreign page can make its own name point at 127.0.0.1
 * and then read the answers as its own. In-process requests have no Host header.
 */
export const refuseForeignHost = (
  request: Request,
  allowedHosts: readonly string[] = [],
): Response | undefined => {
  const host = request.headers.get("host");
  if (host === null || isAdmitted(request)) return undefined;
  const name = hostnameOf(host);
  if (loopback.has(name) || allowedHosts.includes(name)) return undefined;
  return refuse("Invalid Host header - possible DNS rebinding attack detected");
};

/**
 * Refuses what a foreign page requests, reads as well as writes: it could keep the server busy, or
 * send a form. Opening a link to this server is allowed.
 */
export const refuseForeignOrigin = (
  request: Request,
  allowedHosts: readonly string[] = [],
): Response | undefined => {
  const origin = originOf(request);
  if (origin === undefined || isLoopbackOrigin(origin)) return undefined;
  // A page of this server has the host of the request, whatever its name.
  if (isAdmitted(request) && /^https?:\/\/(.+)$/.exec(origin)?.[1] === request.headers.get("host"))
    return undefined;
  const hostname = URL.canParse(origin) ? new URL(origin).hostname : "";
  if (allowedHosts.includes(hostname)) return undefined;
  return refuse("Cross-origin request blocked");
};

/**
 * The origin of the page that made a request. Browsers send no Origin with images, scripts and other
 * simple reads, but say that these are cross-site.
 */
const originOf = ({ headers, method }: Request): string | undefined => {
  const origin = headers.get("origin");
  if (origin !== null) return origin;
  if (headers.get("sec-fetch-site") !== "cross-site") return undefined;
  const isLink = method === "GET" && headers.get("sec-fetch-dest") === "document";
  if (isLink) return undefined;
  return headers.get("referer") ?? "null";
};

/** CORS for pages of this machine, and no content sniffing. */
export const crossOriginHeaders: MiddlewareHandler = async (c, next) => {
  if (c.req.method === "OPTIONS") c.res = new Response(null, { status: 204 });
  else await next();
  c.res.headers.set("x-content-type-options", "nosniff");
  const origin = c.req.header("origin");
  if (origin !== undefined && isLoopbackOrigin(origin)) {
    c.res.headers.set("access-control-allow-origin", origin);
    c.res.headers.set("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
    c.res.headers.set("access-control-allow-headers", "authorization, content-type");
    c.res.headers.append("vary", "Origin");
  }
};

/** Refuses foreign hosts and origins in an app that is served without `listen`. */
export const guards =
  (allowedHosts: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const request = c.req.raw;
    const refusal =
      refuseForeignHost(request, allowedHosts) ?? refuseForeignOrigin(request, allowedHosts);
    if (refusal) return refusal;
    await next();
    return;
  };
