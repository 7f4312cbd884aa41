import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MlflowClient, MlflowError, mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { listen, openTrackingServer } from "../src/index.ts";

export interface Session {
  readonly client: MlflowClient;
  readonly folder: string;
  /** A request as it is, below the server's root. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  newExperiment(): Promise<string>;
  newRun(): Promise<string>;
  close(): Promise<void>;
}

const made: string[] = [];

/** A folder that is gone when the test file ends. */
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
  trackingUri: string,
  folder: string,
  fetch: typeof globalThis.fetch,
  close: () => Promise<void>,
): Session => {
  const client = mlflowClient({ trackingUri, fetch, retry: { retries: 0 } });
  const newExperiment = () => client.experiments.create({ name: uniqueName() });
  return {
    client,
    folder,
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

const transports = [
  {
    transport: "in process",
    open: async (): Promise<Session> => {
      const folder = temporaryFolder();
      const server = openTrackingServer({ folder });
      return session("http://embedded", folder, server.fetch, async () => server.close());
    },
  },
  {
    transport: "over HTTP",
    open: async (): Promise<Session> => {
      const folder = temporaryFolder();
      const server = openTrackingServer({ folder });
      const { url, close } = await listen({ app: server.app, port: 0 });
      return session(url, folder, globalThis.fetch, async () => {
        await close();
        server.close();
      });
    },
  },
];

/** One suite, held against every way to reach the server. */
export const contract = (title: string, define: (current: () => Session) => void): void => {
  describe.each(transports)(`${title}, $transport`, ({ open }) => {
    let opened: Session | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    define(() => {
      if (!opened) throw new Error("the server is not open yet");
      return opened;
    });
  });
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** What a call was refused with. */
export const refusal = async (call: Promise<unknown>): Promise<MlflowError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MlflowError);
  return error as MlflowError;
};
