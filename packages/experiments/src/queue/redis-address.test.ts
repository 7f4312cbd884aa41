import { expect, test } from "vitest";
import { redisAddress } from "./redis-address.ts";

test("a URL gives host, port, database, user, password and TLS", () => {
  expect(redisAddress("redis://localhost", {})).toEqual({ host: "localhost", port: 6379, db: 0 });
  expect(redisAddress("rediss://me:s%40cret@[::1]:7000/3", {})).toEqual({
    ...{ host: "::1", port: 7000, db: 3, username: "me", password: "s@cret", tls: {} },
  });
});

test("a password that the URL lacks is that of the environment", () => {
  const env = { VAE_LAB_QUEUE_PASSWORD: "hidden" };
  expect(redisAddress("redis://localhost", env)).toMatchObject({ password: "hidden" });
  expect(redisAddress("redis://:own@localhost", env)).toMatchObject({ password: "own" });
});

test.each(["", "localhost:6379", "http://localhost", "redis:///0", "redis://h/zero"])(
  "%s is refused",
  (url) => {
    expect(() => redisAddress(url, {})).toThrow("cannot use the queue: it must be a URL such as");
  },
);

test("messages have no password", () => {
  expect(() => redisAddress("http://me:s3cret@host", {})).toThrow('(got "http://host")');
});
