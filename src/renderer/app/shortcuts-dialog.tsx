import { SHORTCUT_TEXTS } from "../texts/app.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { Action } from "./actions.ts";
import { nameKeys } from "./shortcuts.ts";
import styles from "./shortcuts-dialog.module.css";

interface ShortcutsDialogProps {
  actions: readonly Action[];
  isOpen: boolean;
  onClose: () => void;
}

/** Every shortcut of the window. */
export function ShortcutsDialog({ actions, isOpen, onClose }: ShortcutsDialogProps) {
  const { platform } = navigator;
  const shortcuts: (readonly [string, string])[] = [
    ...actions.flatMap(({ label, key }) =>
      key === undefined ? [] : [[label, nameKeys(key, platform)] as const],
    ),
    ...SHORTCUT_TEXTS.inLists,
    [SHORTCUT_TEXTS.chooseAll, nameKeys("a", platform)],
    [SHORTCUT_TEXTS.dismiss, "Esc"],
    [SHORTCUT_TEXTS.toasts, "F6"],
  ];
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={SHORTCUT_TEXTS.title}
      hasOnlyText
      actions={
        <Button look="primary" onClick={onClose}>
          {SHORTCUT_TEXTS.done}
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
