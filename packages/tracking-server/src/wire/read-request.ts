import type { Context } from "hono";
import { invalid } from "../api-error.ts";
import type { Field } from "./fields.ts";
import { parseJson } from "./parse-json.ts";

const defaultMaxBytes = 4_000_000;

/** The fields of a GET or HEAD are in its query, those of other methods in a JSON body. */
export const readRequest = async <T>(
  context: Context,
  fields: Field<T>,
  maxBytes = defaultMaxBytes,
): Promise<T> => {
  const { method } = context.req;
  const isQuery = method === "GET" || method === "HEAD";
  return fields(isQuery ? queryOf(context) : await readJson(context, maxBytes), "");
};

const queryOf = (context: Context): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]),
  );

const readJson = async (context: Context, maxBytes: number): Promise<unknown> => {
  const contentType = context.req.header("content-type");
  if (contentType === undefined) throw invalid("Bad Request. Content-Type header is missing.");
  if (contentType.split(";")[0]?.trim().toLowerCase() !== "application/json")
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].");
  const text = await readText(context, maxBytes);
  if (text === "") return {};
  const body = parseJson(text);
  // Old clients send their JSON as a JSON string.
  return (typeof body === "string" ? parseJson(body) : body) ?? {};
};

const readText = async (context: Context, maxBytes: number): Promise<string> => {
  const refuse = (bytes: number): void => {
    if (bytes > maxBytes)
      throw invalid(
        `API requests must be at most ${maxBytes} bytes, got a request of size ${bytes}.`,
      );
  };
  refuse(Number(context.req.header("content-length") ?? 0));
  if (context.req.header("transfer-encoding") === undefined) {
    const text = await context.req.text();
    if (text.length > maxBytes / 3) refuse(new TextEncoder().encode(text).length);
    return text;
  }
  // The length of a chunked body is known only at its end.
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    bytes += chunk.length;
    refuse(bytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};
