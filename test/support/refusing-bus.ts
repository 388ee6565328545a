import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes the configuration of a session bus that lets no message through to the keychain service, as a confined
 * application meets it (a snap without its plug `password-manager-service`), and answers with the file's path.
 */
export function writeRefusingBus(folder: string): string {
  const file = join(folder, "refusing-bus.conf");
  writeFileSync(file, REFUSING_BUS);
  return file;
}

/** As `/usr/share/dbus-1/session.conf`, with one rule more (`man dbus-daemon`). */
const REFUSING_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <deny send_destination="org.freedesktop.secrets"/>
  </policy>
</busconfig>
`;
