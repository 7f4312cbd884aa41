import { Link } from "@tanstack/react-router";
import { Failure, Loading } from "../components/message.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import { DefectPart } from "./defect-part.tsx";
import { useMuseum } from "./use-museum.ts";
import "../styles/verify.css";

/** Known defects of other libraries, each with its effect in numbers and the check that catches it. */
export const MuseumPage = () => {
  const state = useMuseum();
  useTitle("Known defects");
  useScrollPlace();
  return (
    <div className="sections verify-page">
      <header className="page-head">
        <h1>Known defects</h1>
        <p className="faint">
          Defects of popular libraries, found by reading their source. Each is code that can replace
          the correct implementation; its effects are computed in this page, and a check of{" "}
          <Link to="/verify">Verify</Link> catches it.
        </p>
      </header>
      {state.kind === "loading" && <Loading what="the defects" />}
      {state.kind === "failed" && (
        <Failure error={state.error} what="The defects could not be computed" heading="h2" />
      )}
      {state.kind === "open" &&
        state.defects.map((defect) => (
          <DefectPart
            key={defect.name}
            defect={defect}
            onDemonstrate={(name) => state.museum.demonstrate(name)}
          />
        ))}
    </div>
  );
};
