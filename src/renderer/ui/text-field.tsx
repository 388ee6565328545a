import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./text-field.module.css";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Hides the label from sight where a placeholder and an icon say the same. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  icon?: IconName;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, isLabelHidden = false, hint, icon, className, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div className={className ?? styles.field}>
      {!isLabelHidden && (
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      <div className={styles.box}>
        {icon && <Icon name={icon} className={styles.icon} />}
        <input
          {...input}
          id={id}
          className={styles.input}
          data-with-icon={icon !== undefined || undefined}
          aria-label={isLabelHidden ? label : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
      </div>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
