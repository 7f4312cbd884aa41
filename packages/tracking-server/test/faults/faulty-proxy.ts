import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A fault of one request. */
export const faults = [
  "cut while the request is read",
  "cut before the server hears of it",
  "cut after the server did it",
  "cut in the midst of the answer",
  "429",
  "503 in plain text",
  "502 with a page",
  "truncated JSON",
  "trickle",
] as const;
export type Fault = (typeof faults)[number];

export interface FaultyProxy {
  readonly url: string;
  /** The faults so far. */
  readonly met: (Fault | undefined)[];
  close(): Promise<void>;
}

type Serve = (request: Request) => Promise<Response>;

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new Uint8Array(Buffer.concat(parts));
};

/** A proxy that applies the fault of `next` to each request. */
export const faultyProxy = async (
  serve: Serve,
  next: () => Fault | undefined,
): Promise<FaultyProxy> => {
  const met: (Fault | undefined)[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = next();
    met.push(fault);
    const cut = () => request.socket.destroy();
    if (fault === "cut while the request is read") {
      if (request.method === "GET") return void cut();
      request.once("data", cut).once("end", cut);
      return;
    }
    const body = await bodyOf(request);
    if (fault === "cut before the server hears of it") return void cut();
    if (fault === "429") {
      response.writeHead(429, { "retry-after": "2" }).end("slow down");
      return;
    }
    if (fault === "503 in plain text") {
      response.writeHead(503, { "content-type": "text/plain" }).end("Service Unavailable");
      return;
    }
    if (fault === "502 with a page") {
      response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
      return;
    }
    const headers = new Headers();
    for (const name of ["content-type", "accept"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const answer = await serve(
      new Request(`http://127.0.0.1${request.url}`, {
        method: request.method ?? "GET",
        headers,
        ...(body.length > 0 && { body }),
      }),
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    const half = bytes.subarray(0, Math.floor(bytes.length / 2));
    const type = answer.headers.get("content-type") ?? "text/plain";
    if (fault === "cut after the server did it") return void cut();
    if (fault === "cut in the midst of the answer") {
      response.writeHead(answer.status, { "content-type": type, "content-length": bytes.length });
      response.write(half, cut);
      return;
    }
    if (fault === "trickle") {
      response.writeHead(answer.status, { "content-type": type, "content-length": bytes.length });
      response.write(bytes.subarray(0, 1));
      return;
    }
    const isTruncated = fault === "truncated JSON" && type.includes("json");
    response.writeHead(answer.status, { "content-type": type });
    response.end(isTruncated ? half : bytes);
  };

  const http = createServer((request, response) => {
    request.on("error", () => undefined);
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    met,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};
