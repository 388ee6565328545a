/** A picture of an icon, square, `size` pixels wide. */
export interface IconPicture {
  size: number;
  png: Buffer;
}

/** An ICO file of PNG pictures, which Windows reads since Vista (Microsoft, "The format of icon resources"). Pure. */
export function composeIco(pictures: readonly IconPicture[]): Buffer {
  const HEADER_BYTES = 6;
  const ENTRY_BYTES = 16;
  const head = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    // 256 is written as 0: the field is one byte.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** The names of an ICNS file's PNG pictures by their width: the plain one, and that for displays of double density. */
const ICNS_TYPES: Record<number, readonly string[]> = {
  16: ["icp4"],
  32: ["icp5", "ic11"],
  64: ["ic12"],
  128: ["ic07"],
  256: ["ic08", "ic13"],
  512: ["ic09", "ic14"],
  1024: ["ic10"],
};

/** An ICNS file of PNG pictures, as macOS reads it since 10.7. Pure. */
export function composeIcns(pictures: readonly IconPicture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => icnsPart(type, png)),
  );
  return icnsPart("icns", Buffer.concat(parts));
}

/** A part's name, its length with these 8 bytes, and its content. */
function icnsPart(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
