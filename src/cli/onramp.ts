/*
 * The entry of the terminal. It imports nothing before the token is out of the environment, so that no process or
 * thread can inherit it, and before Node is known to be new enough for the native modules.
 */
const OLDEST_NODE = 22;

const token = process.env["ONRAMP_TOKEN"] || null;
delete process.env["ONRAMP_TOKEN"];

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `Onramp needs Node.js ${OLDEST_NODE} or newer, and this is ${process.versions.node}. In a checkout, "npm run onramp" uses the right one.\n`,
  );
  process.exitCode = 1;
} else {
  const { keepCompiledCode } = await import("./compile-cache.ts");
  keepCompiledCode(process.env);
  const { runTerminal } = await import("./run-terminal.ts");
  const { terminalFilesAround } = await import("./terminal-files.ts");
  const { env, stdin, stdout, stderr } = process;
  const exitCode = await runTerminal({
    argv: process.argv.slice(2),
    ...{ env, token, stdin, stdout, stderr },
    files: terminalFilesAround(import.meta.url),
  });
  // A pipe may still hold output; and nothing that is left running may keep the process from ending.
  await new Promise((resolve) => stdout.write("", resolve));
  process.exit(exitCode);
}
