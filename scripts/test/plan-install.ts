/** What the tests need beyond npm packages. */
export type Need = "browser" | "keyring";

/** The facts that decide how a need is met. */
export interface Machine {
  platform: NodeJS.Platform;
  /** `ID` of `/etc/os-release`, or null where there is none. */
  distribution: string | null;
  isRoot: boolean;
}

/** A program and its arguments. The program `playwright` is the installed npm package. */
export type Command = readonly [program: string, ...args: string[]];

export interface InstallPlan {
  /** What may be run here and now, in order. */
  run: Command[];
  /** What the person is asked to do, because it needs rights that this process lacks. */
  ask: string[];
}

const APT_INSTALL = "apt-get install --yes --no-install-recommends";

/** By distribution: what brings libsecret, a keyring daemon, and a session bus for the two to meet on. */
const KEYRING: Record<string, string> = {
  debian: `${APT_INSTALL} libsecret-1-0 gnome-keyring dbus`,
  ubuntu: `${APT_INSTALL} libsecret-1-0 gnome-keyring dbus`,
  fedora: "dnf install libsecret gnome-keyring dbus-daemon",
  arch: "pacman -S libsecret gnome-keyring dbus",
};

/**
 * How to get what is missing. Root on Debian and Ubuntu installs packages; everybody else gets Playwright's own
 * browser, which needs no rights, and is asked for the rest. macOS and Windows have a keychain of their own.
 */
export function planInstall(missing: readonly Need[], machine: Machine): InstallPlan {
  const plan: InstallPlan = { run: [], ask: [] };
  const mayUseApt = machine.isRoot && ["debian", "ubuntu"].includes(machine.distribution ?? "");

  if (missing.includes("browser")) plan.run.push(browserCommand(machine));
  if (missing.includes("keyring") && machine.platform === "linux") {
    const install = KEYRING[machine.distribution ?? ""];
    if (install === undefined)
      plan.ask.push("install libsecret, gnome-keyring and dbus with your package manager");
    else if (mayUseApt) plan.run.push(words(install));
    else plan.ask.push(machine.isRoot ? install : `sudo ${install}`);
  }
  if (plan.run.some(([program]) => program === "apt-get")) plan.run.unshift(["apt-get", "update"]);
  return plan;
}

function browserCommand({ distribution, isRoot }: Machine): Command {
  if (isRoot && distribution === "debian") return words(`${APT_INSTALL} chromium`);
  // Ubuntu's own package is a snap, which containers cannot run; Playwright brings the libraries it needs as root.
  if (isRoot && distribution === "ubuntu") return words("playwright install --with-deps chromium");
  return words("playwright install chromium");
}

function words(command: string): Command {
  const [program, ...args] = command.split(" ");
  return [program!, ...args];
}
