import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Headers of every file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers requests for other paths; 404 by default. */
  readonly otherwise?: (request: IncomingMessage, response: ServerResponse) => void;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Serves files by URL path, whatever the query, on a free port of 127.0.0.1. */
export const serveFiles = async (
  files: Readonly<Record<string, string | Uint8Array>>,
  { headers, otherwise = (_, response) => response.writeHead(404).end() }: ServeOptions = {},
): Promise<Served> => {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/\?.*/, "");
    const file = files[path];
    if (file === undefined) {
      otherwise(request, response);
      return;
    }
    const type = types[extname(path)] ?? "text/html; charset=utf-8";
    response.writeHead(200, { "content-type": type, ...headers }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
