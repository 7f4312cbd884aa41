import type { MiddlewareHandler } from "hono";
import { isAdmitted } from "./token.ts";

export const isLoopback = (host: string): boolean =>
  loopback.has(host) || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const changing = new Set(["POST", "PUT", "PATCH", "DELETE"]);

const hostnameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

const isLoopbackOrigin = (origin: string): boolean =>
  URL.canParse(origin) && loopback.has(new URL(origin).hostname);

const refuse = (message: string): Response =>
  new Response(message, { status: 403, headers: { "content-type": "text/plain" } });

/**
 * A page elsewhere can make its own name point at 127.0.0.1 and then read our answers as its own;
 * only the Host header tells. In-process requests have none.
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

/** A page elsewhere may send us a form or a text/plain POST without asking: its Origin tells. */
export const refuseForeignOrigin = (
  request: Request,
  allowedHosts: readonly string[] = [],
): Response | undefined => {
  const origin = request.headers.get("origin");
  if (origin === null || !changing.has(request.method) || isLoopbackOrigin(origin))
    return undefined;
  // Under whatever name, our own page writes to the host that it came from.
  if (isAdmitted(request) && /^https?:\/\/(.+)$/.exec(origin)?.[1] === request.headers.get("host"))
    return undefined;
  const hostname = URL.canParse(origin) ? new URL(origin).hostname : "";
  if (allowedHosts.includes(hostname)) return undefined;
  return refuse("Cross-origin request blocked");
};

export const guards =
  (allowedHosts: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const refusal =
      refuseForeignHost(c.req.raw, allowedHosts) ?? refuseForeignOrigin(c.req.raw, allowedHosts);
    if (refusal) return refusal;
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
    return;
  };
