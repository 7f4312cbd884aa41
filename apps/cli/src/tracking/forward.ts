/** Headers of one connection. */
const connectionHeaders = ["connection", "keep-alive", "transfer-encoding", "upgrade", "expect"];
/** Headers of a body that fetch has decoded. */
const encodingHeaders = ["content-encoding", "content-length"];

/** Where a tracking server is, and who we are there. */
export interface Door {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Forwards requests to a tracking server, so that the page and the API have one origin. */
export const forwardTo =
  ({ baseUrl, headers: ours }: Door, fetch = globalThis.fetch) =>
  async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ["host", "origin", "referer", "cookie", ...connectionHeaders])
      headers.delete(name);
    for (const [name, value] of Object.entries(ours)) headers.set(name, value);
    try {
      const hasBody = request.method !== "GET" && request.method !== "HEAD";
      const answer = await fetch(`${baseUrl}${pathname}${search}`, {
        method: request.method,
        headers,
        // Streamed, because an artifact may be larger than the memory.
        ...(hasBody && { body: request.body, duplex: "half" as const }),
      });
      const answered = new Headers(answer.headers);
      for (const name of connectionHeaders) answered.delete(name);
      if (answered.has("content-encoding"))
        for (const name of encodingHeaders) answered.delete(name);
      return new Response(answer.body, { status: answer.status, headers: answered });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return Response.json(
        { error_code: "TEMPORARILY_UNAVAILABLE", message: `${baseUrl} does not answer: ${why}` },
        { status: 503 },
      );
    }
  };
