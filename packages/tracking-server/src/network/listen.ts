import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { isLoopback, refuseForeignHost } from "./guards.ts";
import { refuseWithoutToken } from "./token.ts";

type Answer = (request: Request) => Response | Promise<Response>;

/** What answers: a Hono app, or its fetch alone. */
export type ListenOptions = ListenAddress &
  ({ readonly app: { fetch: Answer } } | { readonly fetch: Answer });

interface ListenAddress {
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Take any free port when `port` is in use. */
  readonly fallBackToFreePort?: boolean;
  /** Names beside localhost by which pages may reach it. */
  readonly allowedHosts?: readonly string[];
  /** Every request must carry it. Required unless `host` is a loopback address. */
  readonly token?: string;
}

export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Answers what was asked already, then frees the port. */
  close(): Promise<void>;
}

/** Others could reach the server, and there is no token or one that can be guessed. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

const fewestTokenCharacters = 16;

/** What is under way when it closes may take this long. */
const graceMs = 1_000;

/**
 * Serves an app over HTTP.
 *
 * @throws Error if the port is in use; TokenError if others could reach it without a token.
 */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  const { host = "127.0.0.1", port, allowedHosts = [], token } = options;
  if (token === undefined && !isLoopback(host))
    throw new TokenError(`a token is required to listen on ${host}, which others can reach`);
  if (token !== undefined && token.length < fewestTokenCharacters)
    throw new TokenError(
      `a token must have at least ${fewestTokenCharacters} characters, got ${token.length}`,
    );
  const refuse = (request: Request): Response | undefined =>
    (token === undefined ? undefined : refuseWithoutToken(request, token)) ??
    refuseForeignHost(request, allowedHosts);
  const answer: Answer = "app" in options ? (request) => options.app.fetch(request) : options.fetch;
  const server = createAdaptorServer({
    fetch: async (request: Request) =>
      closeIfUnread(request, refuse(request) ?? (await answer(request))),
    overrideGlobalObjects: false,
  }) as Server;
  const bound = await bind(server, host, port).catch((error: unknown) => {
    if (!isInUse(error)) throw error;
    if (options.fallBackToFreePort) return bind(server, host, 0);
    throw new Error(`port ${port} on ${host} is in use: choose another, or end what uses it`, {
      cause: error,
    });
  });
  return {
    port: bound,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () => close(server),
  };
};

/** A body that was refused unread still fills the connection: the next request needs a new one. */
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
    // A kept-alive connection becomes idle when its answer is out, and would hold the server open.
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
