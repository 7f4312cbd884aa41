import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fakeMlflow } from "./fake-mlflow.ts";

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
};

/** The fake over HTTP, beside files of a page. */
export const served = async (files: Readonly<Record<string, string>> = {}) => {
  const server = fakeMlflow();
  const http = createServer(async (request, response) => {
    const path = request.url ?? "/";
    const file = files[path];
    if (file !== undefined) {
      const type = path.endsWith(".js") ? "text/javascript" : "text/html";
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(file);
      return;
    }
    const body = await bodyOf(request);
    const asked = { "content-type": "application/json" };
    const answer = await server
      .fetch(`http://fake${path}`, {
        method: request.method ?? "GET",
        headers: asked,
        ...(body.length > 0 && { body }),
      })
      .catch(() => undefined);
    if (!answer) {
      request.socket.destroy();
      return;
    }
    const type = answer.headers.get("content-type") ?? "text/plain";
    response.writeHead(answer.status, { "content-type": type }).end(await answer.text());
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    server,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};
