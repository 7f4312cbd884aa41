import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves texts by their URL paths on a free port of 127.0.0.1; `otherwise` answers the rest. */
export const serveFiles = async (
  files: Readonly<Record<string, string>>,
  otherwise: (request: IncomingMessage, response: ServerResponse) => void = (_, response) =>
    response.writeHead(404).end(),
): Promise<Served> => {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const file = files[path];
    if (file === undefined) {
      otherwise(request, response);
      return;
    }
    const type = path.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(file);
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
