import { findBrowser } from "../setup/browser.mjs";
import { SetupError } from "../setup/setup-error.mjs";
import { note, ok, problem } from "./finding.mjs";

/** Only the end-to-end tests need a browser, and `npm test` installs one if it can. */
export const checkBrowser = async () => {
  try {
    const found = await findBrowser();
    if (found) return ok("browser", `${found.version} (${found.path})`, { path: found.path });
    return note(
      "browser",
      "none found; only the tests need one, and they install it if they can",
      "install Chromium or Chrome, or set CHROMIUM_PATH to its program",
    );
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return problem("browser", error.message, "correct CHROMIUM_PATH, or unset it");
  }
};
