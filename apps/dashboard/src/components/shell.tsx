import { Link, Outlet, useParams } from "@tanstack/react-router";
import { PaletteButton } from "../palette/palette-button.tsx";
import { ThemeToggle } from "./theme.tsx";
import { useIsStudy } from "./use-is-study.ts";

/** Links to the pages of the current study, or of the most recent one. */
const Pages = () => {
  const { study } = useParams({ strict: false });
  const isStudy = useIsStudy(study);
  if (study === undefined)
    return (
      <>
        <Link to="/runs" activeOptions={{ includeSearch: false }}>
          Runs
        </Link>
        <Link to="/compare" activeOptions={{ includeSearch: false }}>
          Compare
        </Link>
      </>
    );
  return (
    <>
      {isStudy && (
        <Link
          to="/study/$study"
          params={{ study }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          Study
        </Link>
      )}
      <Link to="/study/$study/runs" params={{ study }} activeOptions={{ includeSearch: false }}>
        Runs
      </Link>
      <Link to="/study/$study/compare" params={{ study }} activeOptions={{ includeSearch: false }}>
        Compare
      </Link>
      <Link to="/study/$study/collapse" params={{ study }} activeOptions={{ includeSearch: false }}>
        Collapse
      </Link>
      <Link to="/study/$study/blur" params={{ study }} activeOptions={{ includeSearch: false }}>
        Blur
      </Link>
    </>
  );
};

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
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
          Start
        </Link>
        <Pages />
        <Link to="/story" activeOptions={{ includeSearch: false }}>
          Story
        </Link>
        <Link to="/findings" activeOptions={{ includeSearch: false }}>
          Findings
        </Link>
        <Link to="/train" activeOptions={{ includeSearch: false }}>
          Train
        </Link>
        <Link to="/fit" activeOptions={{ includeSearch: false }}>
          Fit
        </Link>
        <Link to="/verify" activeOptions={{ includeSearch: false }}>
          Verify
        </Link>
      </nav>
      <PaletteButton />
      <ThemeToggle />
    </header>
    <main id="main">
      <Outlet />
    </main>
  </>
);
