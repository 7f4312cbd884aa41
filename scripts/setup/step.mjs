const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** Prints to stderr, so that stdout keeps only what a command prints for programs. */
export const print = (text) => process.stderr.write(`${text}\n`);

/**
 * Runs one step of the set-up and shows its progress: a spinner on a terminal; elsewhere a line after
 * two seconds, one every half minute, and one at the end. `work` gets a function that sets the text
 * beside the title.
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
  let lines = 0;
  const timer = setInterval(
    () => {
      if (terminal) {
        lines += 1;
        out.write(`\r\x1b[2K${frames[lines % frames.length]} ${line()}`);
      } else if (Date.now() - start >= (lines === 0 ? 2_000 : lines * 30_000)) {
        lines += 1;
        out.write(`- ${line()}\n`);
      }
    },
    terminal ? 120 : 500,
  );
  const end = (mark) => {
    clearInterval(timer);
    if (terminal) out.write(lines > 0 ? `\r\x1b[2K${mark} ${line()}\n` : "");
    else if (lines > 0) out.write(`${mark} ${line()}\n`);
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
