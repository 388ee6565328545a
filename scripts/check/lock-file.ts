/** The parts of `package.json`, `package-lock.json` and npm's record of what it installed that are compared. */
export interface PackageFile {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
export interface LockFile {
  packages: Record<string, PackageFile & { version?: string; optional?: boolean }>;
}

/**
 * What differs between the dependencies asked for, those locked and those installed, a line each. Versions must be
 * exact: with a range, npm under Node 20 silently picks older packages than under Node 24.
 */
export function findLockProblems(asked: PackageFile, locked: LockFile, installed: LockFile): string[] {
  const problems: string[] = [];
  for (const kind of ["dependencies", "devDependencies"] as const) {
    const wanted = asked[kind] ?? {};
    const found = locked.packages[""]?.[kind] ?? {};
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(found)])) {
      if (wanted[name] !== found[name]) {
        problems.push(
          `${name}: package.json says ${wanted[name] ?? "nothing"}, the lock file ${found[name] ?? "nothing"}`,
        );
      }
      if (wanted[name] !== undefined && !/^(npm:@?[^@]+@)?\d+\.\d+\.\d+$/.test(wanted[name])) {
        problems.push(`${name}: ${wanted[name]} is not an exact version`);
      }
    }
  }
  for (const [path, { version, optional }] of Object.entries(locked.packages)) {
    const present = installed.packages[path]?.version;
    if (path === "" || present === version || (optional && present === undefined)) continue;
    problems.push(`${path}: ${version} is locked, ${present ?? "nothing"} is installed; run "npm ci"`);
  }
  return problems;
}
