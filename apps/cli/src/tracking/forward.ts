/** Headers of one connection. */
const connectionHeaders = ["connection", "keep-alive", "transfer-encoding", "upgrade", "expect"];
/** Headers of a body that fetch has decoded. */
const encodingHeaders = ["content-encoding", "content-length"];

/** A tracking server, and the headers that authenticate us there. */
export interface ServerAddress {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Forwards requests to a tracking server, so that the page and the API have one origin. */
export const forwardTo =
  ({ baseUrl, headers: ownHeaders }: ServerAddress, fetch = globalThis.fetch) =>
  async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ["host", "origin", "referer", "cookie", ...connectionHeaders])
      headers.delete(name);
    for (const [name, value] of Object.entries(ownHeaders)) headers.set(name, value);
    try {
      const hasBody = request.method !== "GET" && request.method !== "HEAD";
      const response = await fetch(`${baseUrl}${pathname}${search}`, {
        method: request.method,
        headers,
        // Streamed, because an artifact may be larger than the memory.
        ...(hasBody && { body: request.body, duplex: "half" as const }),
      });
      const responseHeaders = new Headers(response.headers);
      for (const name of connectionHeaders) responseHeaders.delete(name);
      if (responseHeaders.has("content-encoding"))
        for (const name of encodingHeaders) responseHeaders.delete(name);
      return new Response(response.body, { status: response.status, headers: responseHeaders });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return Response.json(
        { error_code: "TEMPORARILY_UNAVAILABLE", message: `no response from ${baseUrl}: ${why}` },
        { status: 503 },
      );
    }
  };
