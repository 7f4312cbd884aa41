import { Link } from "@tanstack/react-router";
import { Message } from "../components/message.tsx";

export const NoSuchRun = ({ id }: { id: string }) => (
  <Message title="Run not found" heading="h1">
    <p>
      No run has the id <code>{id}</code>: the URL may be incomplete, or the run was deleted.
    </p>
    <p>
      <Link to="/runs">Show all runs</Link>
    </p>
  </Message>
);
