import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Failure } from "../components/message.tsx";
import type { Study } from "../data/use-study.ts";
import { Rail, type RailProps } from "./rail.tsx";

interface StudyFrameProps extends Omit<RailProps, "study"> {
  readonly study: Study;
  readonly title: string;
  readonly about: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page about runs of a study: the sidebar, the heading, and what is shown. */
export const StudyFrame = ({ study, title, about, children, ...rail }: StudyFrameProps) => (
  <div className="compare">
    <Rail study={study.name} {...rail} />
    <div className="sections">
      <header className="page-head">
        <h1>{title}</h1>
        <p className="faint">
          {about}
          <Link to="/study/$study/runs" params={{ study: study.name }}>
            {rail.isSelection ? "Change the selection" : "Select runs"}
          </Link>
        </p>
      </header>
      {study.error !== null && (
        <Failure error={study.error} what="The runs are not up to date" heading="h2" />
      )}
      {children}
    </div>
  </div>
);
