import { listen, openTrackingServer } from "@vae-lab/tracking-server";

/** A tracking server that is killed at any moment, and prints its address. */
const [folder = "", port = "0"] = process.argv.slice(2);
const { url } = await listen({ app: openTrackingServer({ folder }).app, port: Number(port) });
process.stdout.write(`${url}\n`);
