import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const given = (authorization: string): string | undefined => {
  const [scheme = "", value = ""] = authorization.trim().split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  const decoded = Buffer.from(value, "base64").toString();
  return decoded.slice(decoded.indexOf(":") + 1);
};

/** Requests that contained the token. They may use any host name. */
const admitted = new WeakSet<Request>();

export const isAdmitted = (request: Request): boolean => admitted.has(request);

/**
 * Refuses a request without the token: as Bearer, the form of MLFLOW_TRACKING_TOKEN, or as the
 * password of Basic, for which a browser prompts. The comparison takes constant time.
 */
export const refuseWithoutToken = (request: Request, token: string): Response | undefined => {
  const shown = given(request.headers.get("authorization") ?? "");
  if (shown !== undefined && timingSafeEqual(digest(shown), digest(token))) {
    admitted.add(request);
    return undefined;
  }
  return Response.json(
    {
      error_code: "UNAUTHENTICATED",
      message: "A token is required, as Bearer or as the password of Basic authentication.",
    },
    { status: 401, headers: { "www-authenticate": 'Basic realm="vae-lab", charset="UTF-8"' } },
  );
};
