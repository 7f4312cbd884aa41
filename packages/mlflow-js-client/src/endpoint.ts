import type { z } from "zod";

/** What one call of the API is: everything that `request` needs, and nothing it does. */
export interface Endpoint<Request extends z.ZodType, Response extends z.ZodType> {
  readonly method: "GET" | "POST";
  /** Below the tracking URI. */
  readonly path: string;
  readonly request: Request;
  readonly response: Response;
  /**
   * When a call may be sent again: "always" if doing it twice is doing it once, "if-refused" only
   * when the server said that it did nothing (429).
   */
  readonly resend: "always" | "if-refused";
}

export const endpoint = <Request extends z.ZodType, Response extends z.ZodType>(
  method: "GET" | "POST",
  path: string,
  parts: { request: Request; response: Response; resend?: "always" | "if-refused" },
): Endpoint<Request, Response> => ({
  method,
  path: `/api/2.0/mlflow/${path}`,
  resend: "always",
  ...parts,
});
