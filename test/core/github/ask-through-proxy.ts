// Run in a process of its own, because Node reads the proxy's address from the environment only when it starts.
import { fetchViewer } from "../../../src/core/github/viewer.ts";
import { failureFrom, openClient } from "./open-client.ts";

const [, , apiUrl = ""] = process.argv;
const { client } = openClient({ apiUrl, token: "ghp_0000000000000000000000000000000000000001" });
process.stdout.write(JSON.stringify(await failureFrom(fetchViewer(client))));
