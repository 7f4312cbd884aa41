import { listen, openTrackingServer } from "../src/index.ts";

/** Runs the embedded server in its own process, as the real one, and sends its address. */
const server = openTrackingServer({ folder: process.argv[2] ?? "" });
const { url } = await listen({ app: server.app, port: 0 });
console.log(url);
process.on("disconnect", () => process.exit());
