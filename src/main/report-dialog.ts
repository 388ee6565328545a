import type { Clipboard, Dialog } from "electron";

/** What a report should say of the installation. Names no account and no organization. */
export interface Installation {
  version: string;
  dataDirectory: string;
}

/** The facts that whoever reads a report will ask for. */
function describeInstallation({ version, dataDirectory }: Installation): string {
  const { electron, chrome, node } = process.versions;
  return [
    `Onramp ${version}`,
    `${process.platform} ${process.arch}`,
    electron ? `Electron ${electron}, Chromium ${chrome}, Node ${node}` : `Node ${node}, without Electron`,
    `Data directory: ${dataDirectory}`,
  ].join("\n");
}

/** Helps the person to report an issue: what to tell, and where the log is. */
export async function showReportDialog(
  dialog: Pick<Dialog, "showMessageBox">,
  clipboard: Pick<Clipboard, "writeText">,
  installation: Installation,
  showLogFiles: () => void,
): Promise<void> {
  const details = describeInstallation(installation);
  const { response } = await dialog.showMessageBox({
    type: "info",
    title: "Report an issue",
    message: "Say what you did, what you expected and what you saw.",
    detail: `Add these details, and the log around that time. The log never holds a token.\n\n${details}`,
    buttons: ["Copy details", "Show log files", "Close"],
    defaultId: 0,
    cancelId: 2,
  });
  if (response === 0) await clipboard.writeText(details);
  if (response === 1) showLogFiles();
}
