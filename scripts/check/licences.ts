/** The parts of `package-lock.json` that are looked at. */
export interface LicencedLock {
  packages: Record<
    string,
    {
      license?: string;
      dev?: boolean;
      optional?: boolean;
      dependencies?: Record<string, string>;
      hasInstallScript?: boolean;
    }
  >;
}

/** Licences of what we hand on: they ask for their text to be handed on with it, and for nothing else. */
const IN_THE_APP = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]);

/** Licences of tools, which we do not hand on. */
const OF_TOOLS = new Set([
  ...IN_THE_APP,
  ...["BlueOak-1.0.0", "CC-BY-4.0", "MPL-2.0", "Python-2.0", "WTFPL", "WTFPL OR ISC", "(WTFPL OR MIT)"],
  "(MIT OR CC0-1.0)",
]);

/**
 * Packages that do not say: the README of the one has Python's licence, the other's has none. Both come with
 * @octokit/fixtures, which only tests use.
 */
const UNSAID = new Set(["@ewoudenberg/difflib", "dreamopt"]);

/** Bundled into the window, so part of the app although npm counts them as development packages. */
const WINDOW_PACKAGES = ["react", "react-dom", "@base-ui/react", "@tanstack/react-virtual", "zustand"];

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** Where the packages lie, from the project's root, that are part of the app: those that run, and those bundled into it. */
export function listAppPackages({ packages }: LicencedLock): string[] {
  const inWindow = withDependencies(packages, WINDOW_PACKAGES);
  return Object.entries(packages)
    .filter(([path, { dev = false }]) => path !== "" && (!dev || inWindow.has(nameOf(path))))
    .map(([path]) => path);
}

/** What is wrong with the licences of locked packages, a line each. Having looked at none is wrong too. */
export function findLicenceProblems(lock: LicencedLock): string[] {
  const inApp = new Set(listAppPackages(lock));
  const entries = Object.entries(lock.packages).filter(([path]) => path !== "");
  if (entries.length === 0) return ["looked at 0 packages: the check itself is broken"];
  return entries.flatMap(([path, { license = "none" }]) => {
    const name = nameOf(path);
    const isInApp = inApp.has(path);
    const isFine = isInApp
      ? IN_THE_APP.has(license)
      : OF_TOOLS.has(license) || (license === "none" && UNSAID.has(name));
    return isFine
      ? []
      : [`${name}: its licence is ${license}${isInApp ? ", and it is part of the app" : ""}`];
  });
}

/** The packages, and those that they need. */
function withDependencies(packages: LicencedLock["packages"], names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}));
  }
  return found;
}

/** Packages that would run a script of their own while they are installed, and of which nobody has decided whether they may. */
export function findUndecidedScripts(
  { packages }: LicencedLock,
  allowScripts: Readonly<Record<string, boolean>>,
): string[] {
  return Object.entries(packages)
    .filter(([path, { hasInstallScript }]) => hasInstallScript && !Object.hasOwn(allowScripts, nameOf(path)))
    .map(([path]) => `${nameOf(path)} has an install script: say in allowScripts whether it may run`);
}
