const everyMs = 500;

/** How npm calls the scripts that run this program: `npm run vae-lab`, `npm start` and `npx vae-lab`. */
const scripts = ["vae-lab", "start", "npx"];

/**
 * Calls back when the npm process that runs this program dies, as after `kill`: npm passes SIGTERM on to
 * a shell, which ends without passing it on. Elsewhere a parent may end before its children.
 * @returns a function that ends the watch
 */
export const onEndOfNpm = (
  callback: () => void,
  { env = process.env, parent = () => process.ppid } = {},
): (() => void) => {
  if (!scripts.includes(env.npm_lifecycle_event ?? "")) return () => undefined;
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    callback();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};
