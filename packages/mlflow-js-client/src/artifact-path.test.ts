import { expect, test } from "vitest";
import { invalidArtifactPathReason, proxiedUrl } from "./artifact-path.ts";
import { parseTrackingUri } from "./credentials.ts";

const base = "https://tracking.example/prefix";

test.each([
  [
    "mlflow-artifacts:/1/r/artifacts",
    `${base}/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/a%20b/%C3%BC.png`,
  ],
  [
    "mlflow-artifacts://other:81/1/r",
    "https://other:81/api/2.0/mlflow-artifacts/artifacts/1/r/a%20b/%C3%BC.png",
  ],
  ["http://files.example/root/", "http://files.example/root/a%20b/%C3%BC.png"],
])("artifacts at %s are reached over HTTP", (uri, url) => {
  expect(proxiedUrl(base, uri, "a b/ü.png")).toBe(url);
});

test.each(["s3://bucket/1", "file:///srv/mlruns", "/srv/mlruns", ""])(
  "artifacts at %j cannot be, and the error says what the server needs",
  (uri) => {
    expect(() => proxiedUrl(base, uri, "a")).toThrow(/^cannot reach artifacts.*--serve-artifacts/);
  },
);

test("credentials in an artifact URI appear neither in an error nor in a request", () => {
  expect(proxiedUrl(base, "mlflow-artifacts://u:s3cret@other:81/1", "a")).toBe(
    "https://other:81/api/2.0/mlflow-artifacts/artifacts/1/a",
  );
  expect(proxiedUrl(base, "http://u:s3cret@files.example", "a")).toBe("http://files.example/a");
  expect(() => proxiedUrl(base, "ftp://u:s3cret@files.example/1", "a")).toThrow(
    'artifacts at "ftp://files.example/1"',
  );
});

test("credentials come from the address, from a pair, or as a token", () => {
  const authorization = (uri: string, credentials = {}) =>
    parseTrackingUri(uri, credentials).headers.authorization;
  expect(authorization("http://a:5000")).toBeUndefined();
  expect(authorization("http://%C3%BC:p%40ss@a")).toBe(
    `Basic ${Buffer.from("ü:p@ss").toString("base64")}`,
  );
  expect(authorization("http://a", { username: "u", password: "p" })).toBe(`Basic ${btoa("u:p")}`);
  expect(authorization("http://a", { token: "t" })).toBe("Bearer t");
  expect(() => authorization("http://a", { token: "t", username: "u" })).toThrow("got both");
});

test("an invalid tracking URI is refused without its password", () => {
  for (const uri of ["ftp://u:s3cret@a", "mlruns", "//u:s3cret@a"]) {
    expect(() => parseTrackingUri(uri)).toThrow("must begin with http:// or https://");
    expect(() => parseTrackingUri(uri)).not.toThrow("s3cret");
  }
});

test("an artifact path is plain and relative, whatever its other characters", () => {
  for (const path of ["a.png", "ü/試 x.txt", "a..b", "50%25.txt", "a#b", "a\\b", "a?b&c=d", "%"])
    expect(invalidArtifactPathReason(path)).toBeUndefined();
  for (const path of ["", "/a", "a/", "../a", "a/./b", "a//b", "a\0b"])
    expect(invalidArtifactPathReason(path)).toContain(JSON.stringify(path));
});

test("every character of an artifact's name is encoded in its URL", () => {
  expect(proxiedUrl(base, "mlflow-artifacts:/1", "50%25 #1?\\.txt")).toBe(
    `${base}/api/2.0/mlflow-artifacts/artifacts/1/50%2525%20%231%3F%5C.txt`,
  );
});
