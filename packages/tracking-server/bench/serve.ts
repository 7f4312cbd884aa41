import { listen, openTrackingServer } from "../src/index.ts";

/** The embedded server in a process of its own, as the real one has: says its address. */
const server = openTrackingServer({ folder: process.argv[2] ?? "" });
const { url } = await listen({ app: server.app, port: 0 });
console.log(url);
process.on("disconnect", () => process.exit());
