import type { Credentials } from "mlflow-js-client";

const authorization = ({ token, username, password }: Credentials): Record<string, string> => {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (username === undefined) return {};
  const basic = Buffer.from(`${username}:${password ?? ""}`).toString("base64");
  return { authorization: `Basic ${basic}` };
};

/** Headers that concern one connection, or a body that fetch has unpacked already. */
const connectionHeaders = ["connection", "content-encoding", "content-length", "transfer-encoding"];

/** Passes requests on to a tracking server, so that the page and the API keep one origin. */
export const forwardTo =
  (baseUrl: string, credentials: Credentials, fetch = globalThis.fetch) =>
  async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of ["host", "origin", "referer", "cookie", ...connectionHeaders])
      headers.delete(name);
    for (const [name, value] of Object.entries(authorization(credentials)))
      headers.set(name, value);
    try {
      const hasBody = request.method !== "GET" && request.method !== "HEAD";
      const answer = await fetch(`${baseUrl}${pathname}${search}`, {
        method: request.method,
        headers,
        ...(hasBody && { body: await request.arrayBuffer() }),
      });
      const answered = new Headers(answer.headers);
      for (const name of connectionHeaders) answered.delete(name);
      return new Response(answer.body, { status: answer.status, headers: answered });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return Response.json(
        { error_code: "TEMPORARILY_UNAVAILABLE", message: `${baseUrl} does not answer: ${why}` },
        { status: 503 },
      );
    }
  };
