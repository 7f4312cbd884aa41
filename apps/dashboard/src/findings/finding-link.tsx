import { Link } from "@tanstack/react-router";
import type { FindingLinkOf } from "./essay-claim.tsx";

/** A link to a finding on the page of its study. */
export const FindingLink: FindingLinkOf = ({ study, finding, children }) => (
  <Link to="/study/$study" params={{ study }} hash={finding}>
    {children}
  </Link>
);
