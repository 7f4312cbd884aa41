import { type Home, openHome } from "./home.ts";
import { type Lock, takeLock } from "./lock.ts";

/** A home that no other sweep uses until it is released. */
export type HeldHome = Home & Lock;

/**
 * Opens the home and takes its lock: the first thing to do of all that a sweep needs.
 * @throws InputError when nothing can be written there, or while another sweep uses it.
 */
export const holdHome = async (path: string): Promise<HeldHome> => {
  const home = await openHome(path);
  return { ...home, ...(await takeLock(home.lockFile)) };
};
