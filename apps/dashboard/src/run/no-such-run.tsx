import { Link } from "@tanstack/react-router";
import { Message } from "../components/message.tsx";

export const NoSuchRun = ({ id }: { id: string }) => (
  <Message title="There is no such run" heading="h1">
    <p>
      The store has no run with the id <code>{id}</code>: the address may be incomplete, or the run
      deleted.
    </p>
    <p>
      <Link to="/">See the runs there are</Link>
    </p>
  </Message>
);
