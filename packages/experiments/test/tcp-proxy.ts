import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** The network in front of a server on this machine, which can be cut. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  restore(): void;
  close(): void;
}

export const openProxy = async (target: number): Promise<TcpProxy> => {
  const open = new Set<Socket>();
  let isCut = false;
  const follow = (one: Socket, other: Socket): void => {
    open.add(one);
    one.on("error", () => undefined);
    one.on("close", () => {
      open.delete(one);
      other.destroy();
    });
    one.pipe(other);
  };
  const server = createServer((socket) => {
    if (isCut) {
      socket.resetAndDestroy();
      return;
    }
    const upstream = connect(target, "127.0.0.1");
    follow(socket, upstream);
    follow(upstream, socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cut,
    restore: () => {
      isCut = false;
    },
    close: () => {
      cut();
      server.close();
    },
  };
};
