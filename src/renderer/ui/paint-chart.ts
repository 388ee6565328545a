/** What stands around a chart in its picture. */
export interface PictureTexts {
  title: string;
  /** Below the title, and at the foot. */
  definition: string;
  footer: string;
}

const PADDING_PX = 24;
const TITLE_HEIGHT_PX = 30;
const LINE_HEIGHT_PX = 18;
/** Sharp on dense screens and in documents. */
const SCALE = 2;

/**
 * A chart as a PNG, in the colours in which it is on the screen, with its title, definition and coverage, so that the
 * picture speaks for itself. Draws the shapes that our charts are made of: `rect`, `line` and `text`. Gives the bytes
 * as base64.
 */
export function paintChart(svg: SVGSVGElement, texts: PictureTexts): string {
  const width = svg.width.baseVal.value;
  const height = svg.height.baseVal.value;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the window has no canvas");
  const style = getComputedStyle(svg);
  const family = style.fontFamily;
  context.font = `12px ${family}`;
  const definition = wrapText(context, texts.definition, width);
  const footer = wrapText(context, texts.footer, width);
  const chartTop = PADDING_PX + TITLE_HEIGHT_PX + (definition.length + 0.5) * LINE_HEIGHT_PX;
  const footerTop = chartTop + height + LINE_HEIGHT_PX;

  canvas.width = (width + 2 * PADDING_PX) * SCALE;
  canvas.height = (footerTop + footer.length * LINE_HEIGHT_PX + PADDING_PX) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = backgroundBehind(svg);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(PADDING_PX, 0);
  context.textBaseline = "middle";
  context.fillStyle = style.color;
  context.font = `600 16px ${family}`;
  context.fillText(texts.title, 0, PADDING_PX + TITLE_HEIGHT_PX / 2);
  context.font = `12px ${family}`;
  paintLines(context, definition, PADDING_PX + TITLE_HEIGHT_PX);
  paintLines(context, footer, footerTop);
  context.translate(0, chartTop);
  for (const shape of svg.querySelectorAll("rect, line, text")) paintShape(context, shape);
  return canvas.toDataURL("image/png").replace("data:image/png;base64,", "");
}

function paintLines(context: CanvasRenderingContext2D, lines: readonly string[], top: number): void {
  lines.forEach((line, index) => context.fillText(line, 0, top + (index + 0.5) * LINE_HEIGHT_PX));
}

function paintShape(context: CanvasRenderingContext2D, shape: Element): void {
  const style = getComputedStyle(shape);
  if (style.display === "none") return;
  context.globalAlpha = Number(style.opacity);
  context.fillStyle = style.fill;
  context.strokeStyle = style.stroke;
  context.lineWidth = Number.parseFloat(style.strokeWidth);
  context.setLineDash(style.strokeDasharray === "none" ? [] : numbersIn(style.strokeDasharray));
  if (shape instanceof SVGRectElement) {
    context.beginPath();
    context.roundRect(...lengths(shape, ["x", "y", "width", "height"]), shape.rx.baseVal.value);
    if (style.fill !== "none") context.fill();
    if (style.stroke !== "none") context.stroke();
  } else if (shape instanceof SVGLineElement) {
    const [x1, y1, x2, y2] = lengths(shape, ["x1", "y1", "x2", "y2"]);
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  } else if (shape instanceof SVGTextElement) {
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.textAlign =
      style.textAnchor === "end" ? "right" : style.textAnchor === "middle" ? "center" : "left";
    context.fillText(shownText(shape), Number(shape.getAttribute("x")), Number(shape.getAttribute("y")));
  }
  context.textAlign = "left";
  context.globalAlpha = 1;
}

/** The text without the `<title>` that browsers show on hover. */
function shownText(shape: SVGTextElement): string {
  return [...shape.childNodes].map((node) => (node instanceof Text ? node.data : "")).join("");
}

function lengths<const Names extends readonly string[]>(
  shape: Element,
  names: Names,
): { [Index in keyof Names]: number } {
  return names.map((name) => Number(shape.getAttribute(name))) as { [Index in keyof Names]: number };
}

function numbersIn(text: string): number[] {
  return text.split(/[\s,]+/).map((part) => Number.parseFloat(part));
}

/** The colour of whatever the chart stands on. */
function backgroundBehind(element: Element): string {
  for (let behind: Element | null = element; behind; behind = behind.parentElement) {
    const { backgroundColor } = getComputedStyle(behind);
    if (backgroundColor !== "rgba(0, 0, 0, 0)" && backgroundColor !== "transparent") return backgroundColor;
  }
  return "Canvas";
}

/** Breaks a text between its words, so that each line fits. */
function wrapText(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
