import { invalid } from "./errors.ts";

/** A username with a password, or a token. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  /** Sent as a bearer token; excludes a username. */
  readonly token?: string;
}

/**
 * Separates a tracking URI from its credentials. fetch refuses a URL that contains any, and errors
 * must not show them.
 *
 * @throws MlflowError INVALID_PARAMETER_VALUE if the URI is not http(s), or a token and a username
 * are both given.
 */
export const parseTrackingUri = (
  trackingUri: string,
  credentials: Credentials = {},
): { baseUrl: string; headers: Record<string, string>; secrets: string[] } => {
  const url = URL.canParse(trackingUri) ? new URL(trackingUri) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw invalid(
      `a tracking URI must begin with http:// or https://, got ${JSON.stringify(url ? url.protocol : trackingUri.replace(/\/\/.*@/, "//"))}`,
    );
  const username = credentials.username ?? decoded(url.username);
  const password = credentials.password ?? decoded(url.password);
  if (credentials.token !== undefined && credentials.username !== undefined)
    throw invalid("credentials must be a token or a username, got both");
  const baseUrl = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  if (credentials.token !== undefined)
    return {
      baseUrl,
      headers: { authorization: `Bearer ${credentials.token}` },
      secrets: [credentials.token],
    };
  if (username === "") return { baseUrl, headers: {}, secrets: [] };
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  const basic = btoa(String.fromCharCode(...bytes));
  return { baseUrl, headers: { authorization: `Basic ${basic}` }, secrets: [password, basic] };
};

/** A "%" that starts no escape sequence stays as it is. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
