/** Keeps a file or a link that is dropped beside a text field from replacing the page. */
export function refuseDrops(): void {
  const refuse = (event: DragEvent): void => {
    const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    const hasFiles = event.dataTransfer?.types.includes("Files") ?? false;
    if (isText && !hasFiles) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
  };
  document.addEventListener("dragover", refuse);
  document.addEventListener("drop", refuse);
}
