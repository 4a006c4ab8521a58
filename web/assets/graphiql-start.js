// Starts GraphiQL. The address may bring a query: ?query=… with variables and operationName,
// the same after a #, where it is not sent to the server and may be long, or ?example=NAME for
// one of the worked examples.
"use strict";

(async () => {
  const { hash, search } = window.location;
  const asked = new URLSearchParams(hash.length > 1 ? hash.slice(1) : search);
  let query = asked.get("query") ?? undefined;
  const example = asked.get("example");
  if (query === undefined && /^[a-z0-9-]+$/.test(example ?? "")) {
    const reply = await fetch(`examples/${example}.graphql`);
    if (reply.ok) query = await reply.text();
  }
  const welcome = [
    "# Ask the graph. Ctrl+Space completes, Ctrl+Enter runs, the book on the left explains",
    "# every type and field. Worked examples stand on the page about of the explorer.",
    "",
    "{",
    "  viewer { tier name }",
    "}",
    "",
  ].join("\n");
  const root = document.getElementById("graphiql");
  root.replaceChildren();
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: "graphql" }),
      query,
      variables: asked.get("variables") ?? undefined,
      operationName: asked.get("operationName") ?? undefined,
      defaultQuery: welcome,
      shouldPersistHeaders: false,
    }),
  );
})();
