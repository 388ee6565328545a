import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { COMBOBOX_TEXTS } from "../texts/ui.ts";
import { Icon } from "./icon.tsx";
import styles from "./combobox.module.css";

export interface ComboboxOption {
  value: number;
  label: string;
}

interface ComboboxProps {
  label: string;
  placeholder: string;
  options: readonly ComboboxOption[];
  value: ComboboxOption | null;
  onChange: (option: ComboboxOption | null) => void;
}

/** More would be slow to draw and too many to read; typing narrows them. */
const MAX_SHOWN = 80;

/** One choice out of many, found by typing; nothing chosen means all. */
export function Combobox({ label, placeholder, options, value, onChange }: ComboboxProps) {
  return (
    <BaseCombobox.Root
      items={options}
      value={value}
      onValueChange={onChange}
      limit={MAX_SHOWN}
      isItemEqualToValue={(item, chosen) => item.value === chosen.value}
    >
      <BaseCombobox.InputGroup className={styles.group}>
        <BaseCombobox.Input className={styles.input} aria-label={label} placeholder={placeholder} />
        <BaseCombobox.Clear className={styles.button} aria-label={COMBOBOX_TEXTS.clear(label)}>
          <Icon name="cross" />
        </BaseCombobox.Clear>
        <BaseCombobox.Trigger className={styles.button} aria-label={COMBOBOX_TEXTS.show(label)}>
          <Icon name="down" />
        </BaseCombobox.Trigger>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner className={styles.positioner} sideOffset={4}>
          <BaseCombobox.Popup className={styles.popup}>
            <BaseCombobox.Empty>
              <p className={styles.empty}>{COMBOBOX_TEXTS.noMatch}</p>
            </BaseCombobox.Empty>
            <BaseCombobox.List className={styles.list}>
              {(option: ComboboxOption) => (
                <BaseCombobox.Item key={option.value} value={option} className={styles.item}>
                  <bdi>{option.label}</bdi>
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}
