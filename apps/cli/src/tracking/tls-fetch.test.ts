import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tlsFetch } from "./tls-fetch.ts";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-tls-"));
const pem = join(folder, "both.pem");
afterAll(() => rmSync(folder, { recursive: true }));

/** A certificate that is its own authority, with its key in the same file. */
const makeCertificate = (): boolean => {
  try {
    const names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    const fresh = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    const files = ["-nodes", "-days", "2", "-keyout", pem, "-out", join(folder, "cert.pem")];
    execFileSync("openssl", [...fresh, ...names, ...files], { stdio: "ignore" });
    execFileSync("sh", ["-c", `cat "${join(folder, "cert.pem")}" >> "${pem}"`]);
    return true;
  } catch {
    return false;
  }
};
const hasOpenssl = makeCertificate();

test("without a variable Node's own fetch is used", async () => {
  expect(await tlsFetch({})).toBeUndefined();
  expect(await tlsFetch({ MLFLOW_TRACKING_INSECURE_TLS: "false" })).toBeUndefined();
});

test("variables that cannot be used are refused by name", async () => {
  await expect(tlsFetch({ MLFLOW_TRACKING_CLIENT_CERT_PATH: join(folder, "no") })).rejects.toThrow(
    "cannot read the file that MLFLOW_TRACKING_CLIENT_CERT_PATH names: ENOENT",
  );
  const both = { MLFLOW_TRACKING_INSECURE_TLS: "1", MLFLOW_TRACKING_SERVER_CERT_PATH: "ca.pem" };
  await expect(tlsFetch(both)).rejects.toThrow("unset one");
});

describe.skipIf(!hasOpenssl)("a server with its own authority that asks who we are", () => {
  let url = "";
  let close = (): void => undefined;
  beforeAll(async () => {
    const both = readFileSync(pem);
    const tls = { key: both, cert: both, ca: both, requestCert: true, rejectUnauthorized: true };
    const server = createServer(tls, (_, response) => response.end("OK")).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  afterAll(() => close());

  const asked = async (env: Record<string, string>): Promise<string> => {
    const get = (await tlsFetch(env)) ?? fetch;
    return get(url).then(
      (response) => response.text(),
      () => "refused",
    );
  };
  const authority = { MLFLOW_TRACKING_SERVER_CERT_PATH: pem };
  const insecure = { MLFLOW_TRACKING_INSECURE_TLS: "true" };
  const own = { MLFLOW_TRACKING_CLIENT_CERT_PATH: pem };

  test.each([
    [{}, "refused"],
    [authority, "refused"],
    [own, "refused"],
    [insecure, "refused"],
    [{ ...authority, ...own }, "OK"],
    [{ ...insecure, ...own }, "OK"],
  ])("%j: %s", async (env, outcome) => {
    expect(await asked(env)).toBe(outcome);
  });
});
