import { InputError } from "../input-error.ts";
import { withoutPassword } from "../without-password.ts";

/** The variable with the password of a Redis server whose URL has none. */
export const passwordVariable = "VAE_LAB_QUEUE_PASSWORD";

/** How to connect to a Redis server. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Readonly<Record<string, never>>;
}

/**
 * The address in a URL such as rediss://user:password@host:6379/0, with TLS for rediss.
 * @throws InputError, without the password, if it is not such a URL
 */
export const redisAddress = (
  url: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): RedisAddress => {
  const refuse = (): never => {
    throw new InputError(
      `cannot use the queue: it must be a URL such as redis://host:6379/0 or rediss://host:6380 (got ${JSON.stringify(withoutPassword(url))})`,
    );
  };
  if (!URL.canParse(url)) return refuse();
  const { protocol, hostname, port, pathname, username, password } = new URL(url);
  const db = pathname.replace(/^\//, "");
  if (!/^rediss?:$/.test(protocol) || hostname === "" || !/^\d*$/.test(db)) return refuse();
  const secret = password === "" ? env[passwordVariable] : decodeURIComponent(password);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? 6379 : Number(port),
    db: Number(db),
    ...(username !== "" && { username: decodeURIComponent(username) }),
    ...(secret && { password: secret }),
    ...(protocol === "rediss:" && { tls: {} }),
  };
};
