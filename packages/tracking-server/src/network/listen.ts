import type { Server, ServerOptions } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { isLoopback, refuseForeignHost, refuseForeignOrigin } from "./guards.ts";
import { refuseWithoutToken } from "./token.ts";

type Answer = (request: Request) => Response | Promise<Response>;

/** An address, and the Hono app or the function that answers. */
export type ListenOptions = ListenAddress &
  ({ readonly app: { fetch: Answer } } | { readonly fetch: Answer });

interface ListenAddress {
  /** Default 127.0.0.1, which only this machine can reach. */
  readonly host?: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Whether to take any free port if `port` is in use. */
  readonly fallBackToFreePort?: boolean;
  /** Host names besides localhost under which pages may use the server. */
  readonly allowedHosts?: readonly string[];
  /** Every request must contain it. Required unless `host` is a loopback address. */
  readonly token?: string;
  /** Time in ms in which a request's headers must arrive. Default 15,000. */
  readonly headersTimeoutMs?: number;
  /** Time in ms after which a connection without traffic is closed. Default 120,000. */
  readonly idleTimeoutMs?: number;
}

export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Finishes the requests in progress, then frees the port. */
  close(): Promise<void>;
}

/** Other machines could reach the server, and there is no token or a short one. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

const minTokenCharacters = 16;

/** Time that requests in progress get when the server closes. */
const graceMs = 1_000;

/**
 * Serves an app over HTTP. Requests of foreign hosts and pages are refused.
 *
 * @throws Error if the port is in use, TokenError if other machines could reach it without a token.
 */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  const { host = "127.0.0.1", port, allowedHosts = [], token } = options;
  if (token === undefined && !isLoopback(host))
    throw new TokenError(
      `cannot listen on ${host} without a token: other machines can reach it; set a token`,
    );
  if (token !== undefined && token.length < minTokenCharacters)
    throw new TokenError(
      `cannot use the token: it must have at least ${minTokenCharacters} characters (got ${token.length})`,
    );
  const refuse = (request: Request): Response | undefined =>
    (token === undefined ? undefined : refuseWithoutToken(request, token)) ??
    refuseForeignHost(request, allowedHosts) ??
    refuseForeignOrigin(request, allowedHosts);
  const answer: Answer = "app" in options ? (request) => options.app.fetch(request) : options.fetch;
  const server = createAdaptorServer({
    fetch: async (request: Request) =>
      closeIfUnread(request, refuse(request) ?? (await answer(request))),
    overrideGlobalObjects: false,
    serverOptions: timeouts(options),
  }) as Server;
  server.timeout = options.idleTimeoutMs ?? 120_000;
  const bound = await bind(server, host, port).catch((error: unknown) => {
    if (!isInUse(error)) throw error;
    if (options.fallBackToFreePort) return bind(server, host, 0);
    throw new Error(
      `cannot listen on port ${port} of ${host}: it is in use; choose another port, or stop the process that uses it`,
      {
        cause: error,
      },
    );
  });
  return {
    port: bound,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () => close(server),
  };
};

/**
 * Headers have a time limit. A body has none, because a large artifact may take hours, but the
 * connection must not be idle.
 */
const timeouts = ({ headersTimeoutMs = 15_000 }: ListenAddress): ServerOptions => ({
  headersTimeout: headersTimeoutMs,
  requestTimeout: 0,
  connectionsCheckingInterval: Math.min(headersTimeoutMs, 5_000),
});

/** A refused body that was not read fills the connection, so the next request needs a new one. */
const closeIfUnread = (request: Request, response: Response): Response => {
  if (response.ok || request.method === "GET" || request.method === "HEAD" || request.bodyUsed)
    return response;
  const headers = new Headers(response.headers);
  headers.set("connection", "close");
  return new Response(response.body, { status: response.status, headers });
};

const isInUse = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EADDRINUSE";

const bind = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      if (address === null || typeof address === "string")
        return reject(new Error(`no port was bound on ${host}`));
      resolve(address.port);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    // A kept-alive connection becomes idle after its response, and would keep the server open.
    server.on("request", (_, response) =>
      response.once("finish", () => setImmediate(() => server.closeIdleConnections())),
    );
    server.close((error) => {
      clearTimeout(force);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
