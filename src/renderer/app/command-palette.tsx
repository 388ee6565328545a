import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useMemo, useRef, useState } from "react";
import { PALETTE_TEXTS } from "../texts/app.ts";
import { Icon } from "../ui/icon.tsx";
import { PALETTE_ACTION, type Action } from "./actions.ts";
import { matchActions } from "./match-actions.ts";
import { recentActions, rememberAction } from "./recent-actions.ts";
import { nameKeys } from "./shortcuts.ts";
import styles from "./command-palette.module.css";

interface CommandPaletteProps {
  actions: readonly Action[];
  onClose: () => void;
}

/** Every action by a few letters of its name. */
export function CommandPalette({ actions, onClose }: CommandPaletteProps) {
  const [query, setQuery] = useState("");
  const [recent] = useState(recentActions);
  const inputRef = useRef<HTMLInputElement>(null);
  const items = useMemo(
    () =>
      matchActions(
        actions.filter(({ id }) => id !== PALETTE_ACTION),
        query,
        recent,
      ),
    [actions, query, recent],
  );

  /** At once, not with the next frame as the dialog would: people type on, and no letter may go to what lies below. */
  const focusInput = (): false => {
    inputRef.current?.focus();
    return false;
  };

  const choose = (action: Action): void => {
    rememberAction(action.id);
    onClose();
    // After the dialog has given the focus back, so that the action may put it elsewhere.
    setTimeout(action.run);
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={PALETTE_TEXTS.title} initialFocus={focusInput}>
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={items}
            itemToStringValue={(action: Action) => action.label}
            value={query}
            onValueChange={(value, { reason }) => {
              if (reason !== "item-press") setQuery(value);
            }}
            autoHighlight="always"
            keepHighlight
          >
            <div className={styles.box}>
              <Icon name="search" className={styles.searchIcon} />
              <Autocomplete.Input
                ref={inputRef}
                className={styles.input}
                aria-label={PALETTE_TEXTS.search}
                placeholder={PALETTE_TEXTS.placeholder}
              />
            </div>
            <Autocomplete.Empty>
              {items.length === 0 && <p className={styles.none}>{PALETTE_TEXTS.none}</p>}
            </Autocomplete.Empty>
            <Autocomplete.List className={styles.list}>
              {(action: Action) => (
                <Autocomplete.Item
                  key={action.id}
                  value={action}
                  className={styles.item}
                  onClick={() => choose(action)}
                >
                  <Icon name={action.icon} className={styles.icon} />
                  <span className={styles.label}>{action.label}</span>
                  {action.key !== undefined && (
                    <kbd className={styles.keys}>{nameKeys(action.key, navigator.platform)}</kbd>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
