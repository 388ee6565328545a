import { Toast } from "@base-ui/react/toast";
import { Button } from "./button.tsx";
import { TOAST_TEXTS } from "../texts/ui.ts";
import styles from "./toast.module.css";

/** News of what has just been done, for a few seconds; never the only place where a lasting state is told. */
interface ToastNews {
  title: string;
  text?: string;
  /** Small, beneath: what only helps whoever is asked for help. */
  note?: string;
  /** Such as taking it back. */
  action?: { label: string; run: () => void };
}

const manager = Toast.createToastManager<{ note: string | undefined }>();

/** An offer to take something back must be seen and reached in time, also by keyboard (F6). */
const SHOWN_MS = 10_000;

/** Shows a toast. It stays while the pointer or the focus is on it. */
export function showToast({ title, text, note, action }: ToastNews): void {
  const id = manager.add({
    title,
    description: text,
    timeout: SHOWN_MS,
    data: { note },
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
}

/** The corner of the window where toasts appear. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager<{ note: string | undefined }>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
      <Toast.Content className={styles.content}>
        <div className={styles.words}>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.text} />
          {toast.data?.note && <code className={styles.note}>{toast.data.note}</code>}
        </div>
        {toast.actionProps && <Toast.Action render={<Button size="small" />} />}
        <Toast.Close
          render={<Button size="small" look="quiet" icon="cross" />}
          aria-label={TOAST_TEXTS.dismiss}
        />
      </Toast.Content>
    </Toast.Root>
  ));
}
