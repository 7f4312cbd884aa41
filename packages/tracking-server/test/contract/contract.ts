import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MlflowClient, MlflowError, mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { listen, openTrackingServer } from "../../src/index.ts";
import { type DifferenceName, differences } from "./differences.ts";

export interface Session {
  readonly kind: Kind;
  readonly client: MlflowClient;
  /** The side of a listed difference that this server has. */
  differs<Name extends DifferenceName>(
    name: Name,
  ): (typeof differences)[Name]["embedded" | "mlflow"];
  /** Sends a request to a path below the server's root. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  newExperiment(): Promise<string>;
  newRun(): Promise<string>;
  close(): Promise<void>;
}

type Kind = "embedded" | "mlflow";

const made: string[] = [];

/** A folder that is removed at the end of the test file. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tracking-server-"));
  made.push(folder);
  return folder;
};

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

let names = 0;
export const uniqueName = (): string => `experiment ${process.pid}-${++names}`;

const session = (
  kind: Kind,
  trackingUri: string,
  fetch: typeof globalThis.fetch,
  close: () => Promise<void> = async () => undefined,
): Session => {
  const client = mlflowClient({ trackingUri, fetch, retry: { retries: 0 } });
  const newExperiment = () => client.experiments.create({ name: uniqueName() });
  return {
    kind,
    client,
    differs: (name) => differences[name][kind] as never,
    fetch: (path, init) => fetch(`${trackingUri}${path}`, init),
    post: (path, body) =>
      fetch(`${trackingUri}/api/2.0/mlflow/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    newExperiment,
    newRun: async () =>
      (await client.runs.create({ experimentId: await newExperiment() })).info.runId,
    close,
  };
};

interface EmbeddedSession extends Session {
  readonly folder: string;
}

interface Transport<S extends Session> {
  readonly transport: string;
  readonly open: () => Promise<S>;
}

const embedded: readonly Transport<EmbeddedSession>[] = [
  {
    transport: "embedded, in process",
    open: async () => {
      const folder = temporaryFolder();
      const server = openTrackingServer({ folder });
      const close = async () => server.close();
      return { ...session("embedded", "http://embedded", server.fetch, close), folder };
    },
  },
  {
    transport: "embedded, over HTTP",
    open: async () => {
      const folder = temporaryFolder();
      const server = openTrackingServer({ folder });
      const { url, close } = await listen({ app: server.app, port: 0 });
      const closeBoth = async () => {
        await close();
        server.close();
      };
      return { ...session("embedded", url, globalThis.fetch, closeBoth), folder };
    },
  },
];

/**
 * Repeats a request that MLflow's web server has not seen: it closes connections that were idle for
 * five seconds, on a busy machine just when the next request arrives.
 */
const fetchAgain: typeof globalThis.fetch = async (...request) => {
  try {
    return await globalThis.fetch(...request);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const isClosed = cause instanceof Error && /other side closed|ECONNRESET/.test(cause.message);
    if (isClosed) return globalThis.fetch(...request);
    throw error;
  }
};

/** The server that `npm run test:mlflow` starts; with it, the suite runs against that server only. */
const mlflowUrl = process.env.VAE_LAB_MLFLOW_URL;

const transports: readonly Transport<Session>[] = mlflowUrl
  ? [
      {
        transport: "a real MLflow server",
        open: async () => session("mlflow", mlflowUrl, fetchAgain),
      },
    ]
  : embedded;

const define = <S extends Session>(
  title: string,
  over: readonly Transport<S>[],
  tests: (current: () => S) => void,
): void => {
  describe.each(over)(`${title}, $transport`, ({ open }) => {
    let opened: S | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    tests(() => {
      if (!opened) throw new Error("the server is not open yet");
      return opened;
    });
  });
};

/** Defines a suite that runs on every server and transport. */
export const contract = (title: string, tests: (current: () => Session) => void): void =>
  define(title, transports, tests);

/** Defines a suite for the embedded server only. */
export const embeddedContract = (
  title: string,
  tests: (current: () => EmbeddedSession) => void,
): void => define(title, embedded, tests);

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The error with which a call was refused. */
export const refusal = async (call: Promise<unknown>): Promise<MlflowError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MlflowError);
  return error as MlflowError;
};
