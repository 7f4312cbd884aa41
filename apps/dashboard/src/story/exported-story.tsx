import { essayFindings, type StudyReport } from "@vae-lab/experiments/studies";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ThemeProvider, ThemeToggle } from "../components/theme.tsx";
import { Story } from "./story.tsx";
import { StoryProvider, type StorySurroundings } from "./story-context.tsx";
import "../styles/ground.css";
import "../styles/controls.css";
import "../styles/shell.css";
import "../styles/section.css";

// The story in a folder of its own, which opens from disk: a classic script, without modules, workers
// or requests to a server.

const reports = Object.values(
  import.meta.glob<StudyReport>("../../../../docs/findings/*/report.json", {
    import: "default",
    eager: true,
  }),
);

const surroundings: StorySurroundings = {
  essay: essayFindings(reports.map(({ study, findings }) => ({ name: study, findings }))),
  FindingLink: ({ study, children }) => <a href={`reports/${study}.html`}>{children}</a>,
  PageLink: ({ children }) => (
    <>
      {children} <span className="faint">(in the dashboard: vae-lab dashboard)</span>
    </>
  ),
};

const root = document.getElementById("root");
if (root === null) throw new Error("index.html must hold an element with the id root");
createRoot(root).render(
  <StrictMode>
    <ThemeProvider>
      <header className="top">
        <span className="brand">vae-lab</span>
        <ThemeToggle />
      </header>
      <main id="main">
        <StoryProvider value={surroundings}>
          <Story />
        </StoryProvider>
      </main>
    </ThemeProvider>
  </StrictMode>,
);
