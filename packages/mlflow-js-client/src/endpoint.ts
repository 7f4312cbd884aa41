import type { z } from "zod";

/** One call of the API: all that `request` needs to send it and to read the answer. */
export interface Endpoint<Request extends z.ZodType, Response extends z.ZodType> {
  /** The fields of a POST or PATCH go into the body, those of a GET or DELETE into the query. */
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the tracking URI; `{name}` stands for the field of that name on the wire. */
  readonly path: string;
  readonly request: Request;
  readonly response: Response;
  /**
   * When a call may be sent again: "always" if repeating it changes nothing, "if-refused" only after
   * the server has answered that it did nothing (429).
   */
  readonly resend: "always" | "if-refused";
}

export const endpoint = <Request extends z.ZodType, Response extends z.ZodType>(
  method: Endpoint<Request, Response>["method"],
  path: string,
  parts: { request: Request; response: Response; resend?: "always" | "if-refused" },
): Endpoint<Request, Response> => ({
  method,
  path: `/api/2.0/mlflow/${path}`,
  resend: "always",
  ...parts,
});
