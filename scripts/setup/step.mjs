const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** Lines about set-up go to stderr: what a command prints for programs stays clean. */
export const say = (text) => process.stderr.write(`${text}\n`);

/**
 * Does one step of the set-up under a line that shows it: moving on a terminal; elsewhere a line
 * when it has lasted two seconds, one each half minute, and one at its end.
 * `work` gets a function to say how far it is.
 */
export const step = async (title, work, { quiet = false, out = process.stderr } = {}) => {
  const start = Date.now();
  let detail = "";
  const report = (text) => {
    detail = text;
  };
  if (quiet) return work(report);
  const terminal = out.isTTY === true;
  const line = () => `${title}${detail && ` · ${detail}`} · ${seconds(start)}`;
  let said = 0;
  const timer = setInterval(
    () => {
      if (terminal) {
        said += 1;
        out.write(`\r\x1b[2K${frames[said % frames.length]} ${line()}`);
      } else if (Date.now() - start >= (said === 0 ? 2_000 : said * 30_000)) {
        said += 1;
        out.write(`- ${line()}\n`);
      }
    },
    terminal ? 120 : 500,
  );
  const end = (mark) => {
    clearInterval(timer);
    if (terminal) out.write(said > 0 ? `\r\x1b[2K${mark} ${line()}\n` : "");
    else if (said > 0) out.write(`${mark} ${line()}\n`);
  };
  try {
    const result = await work(report);
    end("✓");
    return result;
  } catch (error) {
    end("✗");
    throw error;
  }
};
