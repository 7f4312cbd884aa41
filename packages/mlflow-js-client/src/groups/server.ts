import { type CallOptions, type Connection, send } from "../request.ts";

/** Asks the server about itself. */
export interface ServerApi {
  /**
   * Resolves if the server answers.
   *
   * @throws MlflowError if it does not.
   */
  health(options?: CallOptions): Promise<void>;
  /**
   * The server's version, such as "3.17.2".
   *
   * @throws MlflowError if the server does not answer.
   */
  version(options?: CallOptions): Promise<string>;
}

export const serverApi = (connection: Connection): ServerApi => {
  const text = (path: string, options: CallOptions = {}): Promise<string> =>
    send(
      connection,
      { method: "GET", url: `${connection.baseUrl}${path}`, resend: "always" },
      options,
      (response) => response.text(),
    );
  return {
    health: async (options) => {
      await text("/health", options);
    },
    version: (options) => text("/version", options),
  };
};
