import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { useRef, type ReactNode } from "react";
import styles from "./dialog.module.css";

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** The buttons, the way out first. */
  actions: ReactNode;
  /** Then the keyboard can scroll it: there is nothing in it to go to. */
  hasOnlyText?: boolean;
}

/** A question or a look ahead above the screen. Escape closes it; the focus returns to where it was. */
export function Dialog({ isOpen, onClose, title, children, actions, hasOnlyText = false }: DialogProps) {
  const actionsRef = useRef<HTMLDivElement>(null);
  const findWayOut = (): HTMLElement | null => actionsRef.current?.querySelector("button") ?? null;
  return (
    <BaseDialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.popup} initialFocus={hasOnlyText ? findWayOut : true}>
          <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
          {hasOnlyText ? (
            <div className={styles.body} tabIndex={0} role="group" aria-label={title}>
              {children}
            </div>
          ) : (
            <div className={styles.body}>{children}</div>
          )}
          <div ref={actionsRef} className={styles.actions}>
            {actions}
          </div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
