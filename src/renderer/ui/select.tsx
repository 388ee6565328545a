import { Select as BaseSelect } from "@base-ui/react/select";
import { Icon } from "./icon.tsx";
import styles from "./select.module.css";

export interface SelectOption<Value> {
  value: Value;
  label: string;
  /** A second, quieter line. */
  note?: string;
}

interface SelectProps<Value> {
  label: string;
  value: Value;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  isDisabled?: boolean;
  /** Fills the width it is given, for side bars and forms. */
  isWide?: boolean;
}

/** One choice out of a few, with the keyboard and the typing ahead of a native one. */
export function Select<Value extends string | number>({
  label,
  value,
  options,
  onChange,
  isDisabled = false,
  isWide = false,
}: SelectProps<Value>) {
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      disabled={isDisabled}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <BaseSelect.Trigger className={styles.trigger} aria-label={label} data-wide={isWide || undefined}>
        <BaseSelect.Value className={styles.value} />
        <BaseSelect.Icon className={styles.chevron}>
          <Icon name="down" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={styles.popup}>
            <BaseSelect.List className={styles.list}>
              {options.map((option) => (
                <BaseSelect.Item key={option.value} value={option.value} className={styles.item}>
                  <BaseSelect.ItemIndicator className={styles.indicator}>
                    <Icon name="check" />
                  </BaseSelect.ItemIndicator>
                  <BaseSelect.ItemText className={styles.itemText}>
                    <bdi>{option.label}</bdi>
                  </BaseSelect.ItemText>
                  {option.note && <span className={styles.note}>{option.note}</span>}
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
