import { mlflowClient } from "mlflow-js-client";
import { afterEach } from "vitest";
import { openTrackingServer, type TrackingServer } from "../src/index.ts";
import { temporaryFolder } from "./contract/contract.ts";

const opened: TrackingServer[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

/** A store and a client of it, closed after the test. `fetch` may replace responses. */
export const store = (
  folder = temporaryFolder(),
  fetch = (server: TrackingServer): typeof globalThis.fetch => server.fetch,
) => {
  const server = openTrackingServer({ folder });
  opened.push(server);
  const options = { trackingUri: "http://embedded", fetch: fetch(server), retry: { retries: 0 } };
  return { folder, client: mlflowClient(options) };
};
