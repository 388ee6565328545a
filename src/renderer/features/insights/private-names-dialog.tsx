import { CARD_TEXTS } from "../../texts/insights.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";

interface PrivateNamesDialogProps {
  /** The private repositories that the file names; null while there is nothing to ask. */
  names: readonly string[] | null;
  onClose: () => void;
  onSave: () => void;
}

const MAX_SHOWN = 8;

/** Says which private repositories a file names, before it is saved. */
export function PrivateNamesDialog({ names, onClose, onSave }: PrivateNamesDialogProps) {
  const shown = names?.slice(0, MAX_SHOWN) ?? [];
  const more = (names?.length ?? 0) - shown.length;
  return (
    <Dialog
      isOpen={names !== null}
      onClose={onClose}
      title={CARD_TEXTS.privateTitle}
      actions={
        <>
          <Button onClick={onClose}>{CARD_TEXTS.cancel}</Button>
          <Button look="primary" onClick={onSave}>
            {CARD_TEXTS.saveAnyway}
          </Button>
        </>
      }
    >
      <p>{CARD_TEXTS.privateText(names?.length ?? 0)}</p>
      <ul>
        {shown.map((name) => (
          <li key={name}>
            <OutsideText text={name} />
          </li>
        ))}
        {more > 0 && <li>{CARD_TEXTS.andMore(more)}</li>}
      </ul>
    </Dialog>
  );
}
