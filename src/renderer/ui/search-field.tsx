import type { Ref } from "react";
import { TextField } from "./text-field.tsx";

interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
  /** Enter, with Shift to the one before. */
  onEnter?: (isBackwards: boolean) => void;
  className?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

/** What a list or the log is searched by: Ctrl/Cmd+F goes to it, and Escape clears it. One on a screen. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  onEnter,
  className,
  ref,
}: SearchFieldProps) {
  return (
    <TextField
      {...(ref && { ref })}
      className={className}
      label={label}
      isLabelHidden
      icon="search"
      type="search"
      maxLength={500}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onChange("");
        if (event.key === "Enter") onEnter?.(event.shiftKey);
      }}
    />
  );
}
