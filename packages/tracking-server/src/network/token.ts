import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const given = (authorization: string): string | undefined => {
  const [scheme = "", value = ""] = authorization.trim().split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  const decoded = Buffer.from(value, "base64").toString();
  return decoded.slice(decoded.indexOf(":") + 1);
};

/** Requests that showed a token: whoever holds it may use any name for this server. */
const admitted = new WeakSet<Request>();

export const isAdmitted = (request: Request): boolean => admitted.has(request);

/**
 * 401 unless the request carries the token: as Bearer, as MLFLOW_TRACKING_TOKEN is sent, or as the
 * password of Basic, which a browser asks for. The answer takes as long whatever was given.
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
      message: "A token is needed: as Bearer, or as the password of Basic authentication",
    },
    { status: 401, headers: { "www-authenticate": 'Basic realm="vae-lab", charset="UTF-8"' } },
  );
};
