import type { IncomingMessage, ServerResponse } from "node:http";
import { serveFiles } from "@vae-lab/testing";
import { fakeMlflow } from "./fake-mlflow.ts";

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
};

/** The fake server over HTTP, together with files of a page. */
export const served = async (files: Readonly<Record<string, string | Uint8Array>> = {}) => {
  const server = fakeMlflow();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    const asked = { "content-type": "application/json" };
    const given = await server
      .fetch(`http://fake${request.url ?? "/"}`, {
        method: request.method ?? "GET",
        headers: asked,
        ...(body.length > 0 && { body }),
      })
      .catch(() => undefined);
    if (!given) {
      request.socket.destroy();
      return;
    }
    const type = given.headers.get("content-type") ?? "text/plain";
    response.writeHead(given.status, { "content-type": type }).end(await given.text());
  };
  return { server, ...(await serveFiles(files, { otherwise: answer })) };
};
