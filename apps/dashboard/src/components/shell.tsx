import { Link, Outlet } from "@tanstack/react-router";
import { ThemeToggle } from "./theme.tsx";

export const Shell = () => (
  <>
    <a className="skip" href="#main">
      Skip to the content
    </a>
    <header className="top">
      <Link to="/" className="brand">
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <path d="M4 6l12 20L28 6" />
          <circle cx="16" cy="10" r="3.4" />
        </svg>
        vae-lab
      </Link>
      <nav aria-label="Pages">
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }} search={keepStudy}>
          Runs
        </Link>
        <Link to="/compare" activeOptions={{ includeSearch: false }} search={keepStudy}>
          Compare
        </Link>
      </nav>
      <ThemeToggle />
    </header>
    <main id="main">
      <Outlet />
    </main>
  </>
);

const keepStudy = (search: {
  experiment?: string | undefined;
  runs?: string[] | undefined;
  q?: string | undefined;
  sort?: string | undefined;
}) => ({
  ...(search.experiment !== undefined && { experiment: search.experiment }),
  ...(search.runs !== undefined && { runs: search.runs }),
  ...(search.q !== undefined && { q: search.q }),
  ...(search.sort !== undefined && { sort: search.sort }),
});
