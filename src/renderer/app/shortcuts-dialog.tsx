import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SCREEN_LABELS } from "./screen-labels.ts";
import { SCREEN_KINDS } from "./screen.ts";
import { commandKeyName } from "./shortcuts.ts";
import styles from "./shortcuts-dialog.module.css";

/** Every shortcut of the window. */
export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const command = commandKeyName(navigator.platform);
  const shortcuts: [string, string][] = [
    ...SCREEN_KINDS.map((kind, index): [string, string] => [
      SCREEN_LABELS[kind].label,
      `${command} ${index + 1}`,
    ]),
    ["Find in the list or log", `${command} F`],
    ["Move in a list", "↑ ↓ Home End"],
    ["Choose the row", "Space"],
    ["Choose all rows shown", `${command} A`],
    ["Settings", `${command} ,`],
    ["Keyboard shortcuts", `${command} /`],
  ];
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Keyboard shortcuts"
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <dl className={styles.shortcuts}>
        {shortcuts.map(([what, keys]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
