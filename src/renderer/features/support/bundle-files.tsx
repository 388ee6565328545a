import { useState } from "react";
import type { SupportFile } from "../../../shared/support.ts";
import { SUPPORT_TEXTS } from "../../texts/support.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./bundle-dialog.module.css";

/** More would be slow to draw; the rest is of the same kind. */
const MAX_PREVIEW_CHARACTERS = 50_000;

/** The texts of a bundle with their sizes; each opens to be read. */
export function BundleFiles({ files }: { files: readonly SupportFile[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul className={styles.files} aria-label={SUPPORT_TEXTS.contents}>
      {files.map((file) => (
        <li key={file.name}>
          <button
            type="button"
            className={styles.file}
            aria-expanded={open === file.name}
            onClick={() => setOpen(open === file.name ? null : file.name)}
          >
            <Icon name="down" className={styles.arrow} />
            <strong>{file.name}</strong>
            <span className={styles.quiet}>{SUPPORT_TEXTS.about(file.about, file.text.length)}</span>
          </button>
          {open === file.name && <Preview file={file} />}
        </li>
      ))}
    </ul>
  );
}

function Preview({ file: { name, text } }: { file: SupportFile }) {
  return (
    <>
      <pre className={styles.preview} tabIndex={0} role="group" aria-label={SUPPORT_TEXTS.preview(name)}>
        {text.slice(0, MAX_PREVIEW_CHARACTERS) || SUPPORT_TEXTS.empty}
      </pre>
      {text.length > MAX_PREVIEW_CHARACTERS && (
        <p className={styles.quiet}>{SUPPORT_TEXTS.previewCut(MAX_PREVIEW_CHARACTERS)}</p>
      )}
    </>
  );
}
